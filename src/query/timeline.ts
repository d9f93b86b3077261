import { TIMELINE } from '../entities/timeline';
import { shapeOf } from './shape';

/** What the timeline of a process is made from: the classes, and what is read of each. */
export const TIMELINE_ROWS = TIMELINE.map(({ type, fields, keys = [] }) => ({
  type,
  shape: shapeOf(type, fields, keys),
}));

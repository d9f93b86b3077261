import type { Row } from '../database/engine';
import { timelineOf, type TimelineEvent } from '../entities/timeline';
import { insideReleases } from '../query/inside';
import { TIMELINE_ROWS } from '../query/timeline';
import type { Loaders } from './Loaders';

/** All events of a process, in as many statements as the timeline has sources, for however many processes. */
export async function loadTimeline(loaders: Loaders, releasePk: number): Promise<TimelineEvent[]> {
  const rows = await Promise.all(
    TIMELINE_ROWS.map(async ({ type, shape }): Promise<[typeof type, Row[]]> => {
      const found = await loaders.rowsOf(
        `timeline of ${type.name}`,
        releasePk,
        (dialect, pks) => insideReleases(dialect, type, pks, shape.columns),
        shape,
      );
      return [type, found];
    }),
  );
  return timelineOf(new Map(rows));
}

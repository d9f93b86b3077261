import { Classification } from './Classification';
import type { ClassificationCode } from '../ocds/classification';
import { segment } from './keys';
import { Region } from './Region';
import type { Class } from './registry';

/*
 * Codes belong to no document, so their ids are no paths. A colon, which a path escapes, keeps the two apart:
 * `classification:CPV:45000000`, `region:UKG33`.
 */

export const classificationId = ({ scheme, code }: ClassificationCode): string =>
  `classification:${segment(scheme)}:${segment(code)}`;

export const regionId = (code: string): string => `region:${segment(code)}`;

/** The class of the code that an id stands for; undefined for other ids. */
export function codeClassOf(id: string): Class | undefined {
  if (id.startsWith('classification:')) return Classification;
  return id.startsWith('region:') ? Region : undefined;
}

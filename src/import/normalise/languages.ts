import type { Json, JsonObject } from '../../ocds/json';

/** https://standard.open-contracting.org/1.1/en/schema/reference/#language: `title_fr`, `title_sr-Latn`. */
export const LANGUAGE = /_[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;

/** `title` of `title_en`, where that is the language of the release and the object has no `title`. */
export function translated(
  object: JsonObject,
  key: string,
  language: string,
  known: { has(name: string): boolean },
): string | undefined {
  if (language === '') return undefined;
  const base = key.replace(LANGUAGE, '');
  if (base === key || key.slice(base.length + 1).toLowerCase() !== language) return undefined;
  return typeof object[key] === 'string' && known.has(base) && !isSaid(object[base]) ? base : undefined;
}

export const isSaid = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

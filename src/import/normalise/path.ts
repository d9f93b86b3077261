import { SPAN } from '../../entities/keys';
import type { Class } from '../../entities/registry';
import type { ImportIssue, IssueCode } from '../issues';
import type { Json, JsonObject } from '../../ocds/json';

/** Where the reader is in a document: written out only when there is something to tell. */
export interface Path {
  readonly up: Path | null;
  readonly key: string | number;
}

export const at = (up: Path | null, key: string | number): Path => ({ up, key });

/** The path as text, with array indexes: `tender/items/0`. */
export function written(path: Path | null): string {
  const steps: (string | number)[] = [];
  for (let each = path; each; each = each.up) steps.unshift(each.key);
  return steps.join('/');
}

/** Issues of one release that are kept: each is a row, and a schema that is not known here may make millions of them. */
const MANY = 100_000;

/** What could not be typed, linked or trusted in one release, in document order; and what all who read it must know. */
export class Issues {
  readonly list: ImportIssue[] = [];
  /** The language of the release, in small letters; empty where it says none. */
  language = '';
  private readonly room: number;

  /** `meet` is shown every part as it is read: it may lead to a node of its own, or refer to one. */
  constructor(
    room = SPAN,
    readonly meet: (type: Class, part: JsonObject, path: Path) => void = () => undefined,
    /** Is told of each id of a lot to which nothing else leads from there. */
    readonly lot: (id: string, up: Path | null, key: string | number) => void = () => undefined,
  ) {
    this.room = Math.min(room, MANY);
  }

  tell(code: IssueCode, up: Path | null, key: string | number, value: Json): void {
    const left = this.room - this.list.length;
    if (left > 1) this.list.push({ code, path: written(at(up, key)), value });
    else if (left === 1) this.list.push({ code: 'TOO_MANY', path: '', value: null });
  }
}

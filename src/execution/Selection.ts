import type { Field } from './Field';
import { all, type Parts, type Path, type Run, type Text } from './Run';

/** The fields that are asked of an object. */
export class Selection {
  private readonly starts: readonly string[];

  constructor(private readonly fields: readonly Field[]) {
    this.starts = fields.map(({ key }, i) => `${i === 0 ? '{' : ','}${JSON.stringify(key)}:`);
  }

  write(run: Run, source: unknown, path: Path | undefined): string | Promise<string> {
    const { fields, starts } = this;
    let text = '';
    let parts: Text[] | undefined; // from the first promise on
    try {
      for (let i = 0; i < fields.length; i++) {
        const value = fields[i]!.write(run, source, path);
        if (parts) parts.push(starts[i]!, value);
        else if (typeof value === 'object' && value !== null) parts = [text + starts[i]!, value];
        else text += starts[i]! + value;
      }
    } catch (error) {
      if (!parts) throw error;
      return whole(parts).finally(() => {
        throw error; // when the others have ended: their rejections have an owner
      });
    }
    if (parts) return whole(parts);
    return fields.length === 0 ? '{}' : `${text}}`;
  }
}

const whole = (parts: readonly Text[]): Promise<string> => all(parts).then((texts) => `${joined(texts)}}`);

/** `null` where a part is missing, which `join` leaves out. */
function joined(parts: Parts): string {
  let text = '';
  for (const part of parts) text += String(part);
  return text;
}

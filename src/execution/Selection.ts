import type { Field } from './Field';
import type { Written } from './Output';
import { HERE, type Path, Pieces, type Run } from './Run';

/** The fields that are asked of an object. */
export class Selection {
  private readonly starts: readonly string[];

  constructor(private readonly fields: readonly Field[]) {
    this.starts = fields.map(({ key }, i) => `${i === 0 ? '{' : ','}${JSON.stringify(key)}:`);
  }

  write(run: Run, source: unknown, path: Path | undefined): typeof HERE | Promise<Written> {
    const { fields, starts } = this;
    const { output } = run;
    const start = output.length;
    let pieces: Pieces | undefined;
    try {
      for (let i = 0; i < fields.length; i++) {
        output.ascii(starts[i]!);
        const to = output.length;
        const text = fields[i]!.write(run, source, path);
        if (text === null) output.ascii('null');
        else if (text !== HERE) (pieces ??= new Pieces(output, start)).add(to, text);
      }
    } catch (error) {
      output.length = start;
      if (!pieces) throw error;
      return whole(pieces).finally(() => {
        throw error; // when the others have ended: their rejections have an owner
      });
    }
    output.ascii(fields.length === 0 ? '{}' : '}');
    return pieces ? whole(pieces) : HERE;
  }
}

/** graphql-js makes an object here, one step later. */
const whole = (pieces: Pieces): Promise<Written> => pieces.all().then((all) => all);

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
    const pieces = new Pieces(run.output);
    try {
      for (let i = 0; i < fields.length; i++) {
        pieces.ascii(starts[i]!);
        pieces.add(fields[i]!.write(run, source, path));
      }
    } catch (error) {
      pieces.drop();
      if (!pieces.wait) throw error;
      return whole(pieces).finally(() => {
        throw error; // when the others have ended: their rejections have an owner
      });
    }
    pieces.ascii(fields.length === 0 ? '{}' : '}');
    return pieces.wait ? whole(pieces) : HERE;
  }
}

/** graphql-js makes an object here, one step later. */
const whole = (pieces: Pieces): Promise<Written> => pieces.all().then((all) => all);

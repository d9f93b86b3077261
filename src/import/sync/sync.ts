import type { Engine } from '../../database/engine';
import { sql } from '../../database/sql';
import { SourceError } from '../../errors';
import { Bulk } from '../Bulk';
import { Importer, type ImportCounts, type ImportEvents } from '../Importer';
import { HOUR, instantsOf, shownOrNext, wallOf, wallText } from './london';
import { PAGE, type Page, type Source } from './Source';
import { Windows, type Window } from './windows';

/** What is asked for again each time: the service lets releases appear with dates of the past. */
const OVERLAP = 24 * HOUR;

/** How far back the first time goes. */
const FIRST = 7 * 24 * HOUR;

/** How often a page that is the one before it again is asked for anew. */
const SUSPICIONS = 2;

export interface SyncOptions {
  /** Readings of London's clock (`wallOf`). */
  readonly from?: number;
  readonly to?: number;
  readonly tell: (text: string) => void;
}

/** Takes what a source has published since the last time, or in the time that is named. */
export async function sync(
  engine: Engine,
  source: Source,
  events: ImportEvents,
  options: SyncOptions,
): Promise<ImportCounts> {
  const followed = await followedUntil(engine, source);
  const to = options.to ?? wallOf(Date.now());
  const from = shownOrNext(options.from ?? (followed === undefined ? to - FIRST : wallOf(followed) - OVERLAP));
  options.tell(`Asking ${source.endpoint} for ${wallText(from)} to ${wallText(to)}, London time.`);
  const importer = new Importer(new Bulk(engine), events);
  let until = followed ?? earliest(from);
  for await (const { window, pages } of windows(source, new Windows(from, to), options.tell)) {
    for (const { items } of pages) await importer.take(items);
    await importer.finish();
    // A time asked for out of turn leaves a gap, and what is behind a gap does not count.
    if (earliest(window.from) > until || earliest(window.to) <= until) continue;
    until = earliest(window.to);
    await remember(engine, source, until);
  }
  return importer.counts;
}

const earliest = (wall: number): number => Math.min(...instantsOf(wall));

/** Each window with all that is in it. */
async function* windows(
  source: Source,
  windows: Windows,
  tell: (text: string) => void,
): AsyncGenerator<{ window: Window; pages: Page[] }> {
  let before = '';
  for (let window = windows.next(); window; window = windows.next()) {
    let page = await source.window(window);
    for (let i = 0; i < SUSPICIONS && isRepeated(page, before); i++) page = await source.window(window);
    before = page.key;
    if (page.releases >= PAGE && windows.split(window)) continue;
    const pages = page.releases >= PAGE ? await following(source, page, window, tell) : [page];
    yield { window, pages };
    windows.done(window, page.releases);
  }
}

/** A full page is not taken anyway, and an empty one is like any other. */
const isRepeated = ({ key, releases }: Page, before: string): boolean =>
  releases > 0 && releases < PAGE && key === before;

/** The pages after a full one of the shortest window: there only the service's own links lead on. */
async function following(source: Source, first: Page, window: Window, tell: (text: string) => void): Promise<Page[]> {
  const dates = first.items.flatMap((item) => (item.kind === 'release' ? [Date.parse(item.value.date as string)] : []));
  if (Math.max(...dates) - Math.min(...dates) > HOUR)
    throw new SourceError(`${source.endpoint} answers with releases of another time than it is asked for.`);
  const pages = [first];
  const seen = new Set([first.key]);
  for (let { next, releases } = first; next && releases >= PAGE;) {
    const page = await source.page(next);
    if (seen.has(page.key)) break;
    seen.add(page.key);
    pages.push(page);
    ({ next, releases } = page);
  }
  tell(
    `There are ${PAGE} or more releases of ${wallText(window.from)}; those after the first are had by links, which the service may cut short.`,
  );
  return pages;
}

/** The instant up to which everything of the source is here. */
async function followedUntil(engine: Engine, { endpoint }: Source): Promise<number | undefined> {
  const [row] = await engine.all(sql`SELECT until FROM sync_state WHERE source = ${endpoint}`);
  return row && Date.parse(row.until as string);
}

const remember = (engine: Engine, { endpoint }: Source, until: number): Promise<void> =>
  engine.write((session) =>
    session.run(
      sql`INSERT INTO sync_state (source, until) VALUES (${endpoint}, ${new Date(until).toISOString()}) ON CONFLICT (source) DO UPDATE SET until = excluded.until`,
    ),
  );

import { type Candidate, itemsOf, note } from './releaseItems';
import type { Position, ReadItem, RefusedItem } from './types';

/** What was found in one package or record. */
export class Envelope {
  /** The versioned release of the record, until it is clear whether the record has the releases that it is made of. */
  readonly versioned: (Candidate | RefusedItem | 'skipped')[] = [];
  private held = 0;
  private individual = 0;
  private linked = 0;

  constructor(
    private readonly isRecord: boolean,
    private readonly position: Position,
    /** The record or package that this one stands in. */
    private readonly holder?: Envelope,
  ) {}

  count(items: readonly ReadItem[]): void {
    this.holder?.count(items);
    for (const item of items) {
      if (item.kind !== 'note') this.held++;
      else if (item.code === 'LINKED_RELEASE') this.linked++;
      if (item.kind === 'release' && item.form === 'individual') this.individual++;
    }
  }

  /** Whether a versioned release can be passed over: it says nothing else. */
  get hasReleases(): boolean {
    return this.individual > 0;
  }

  /** What there is to tell at its end; `isWhole`: it was read to its end; `isSilent`: nothing in it was worth telling. */
  conclude(isWhole: boolean, isSilent: boolean): ReadItem[] {
    if (this.versioned.length > 0) return this.versioned.flatMap((each) => this.ofVersioned(each));
    if (!isWhole || this.held > 0) return [];
    if (!this.isRecord)
      return isSilent ? [note('PACKAGE_WITHOUT_RELEASES', 'is a package without releases', this.position)] : [];
    const why = this.linked > 0 ? 'the record only links to its releases' : 'the record has no releases';
    return [note('RECORD_WITHOUT_RELEASES', why, this.position)];
  }

  /** Beside a compiled release, one that cannot be read is no more than told. */
  private ofVersioned(versioned: Candidate | RefusedItem | 'skipped'): ReadItem[] {
    const skipped = [
      note('VERSIONED_RELEASE_SKIPPED', 'the versioned release of the record is not read', this.position),
    ];
    if (this.hasReleases || versioned === 'skipped') return skipped;
    const items = 'kind' in versioned ? [versioned] : itemsOf(versioned);
    return this.held > 0 && !items.some(({ kind }) => kind === 'release') ? skipped : items;
  }
}

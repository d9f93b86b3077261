import { note, refused } from './releaseItems';
import type { Position, ReadItem } from './types';

/** What was found in one package or record. */
export class Envelope {
  private held = 0;
  private linked = 0;
  private versioned: { readonly position: Position; readonly bytes: Buffer | undefined } | undefined;

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
    }
  }

  /** Whether a versioned release can be passed over without keeping it. */
  get hasReleases(): boolean {
    return this.held > 0;
  }

  addVersioned(position: Position, bytes: Buffer | undefined): void {
    this.versioned = { position, bytes: bytes && Buffer.from(bytes) };
  }

  /** What there is to tell at its end; `isWhole`: it was read to its end. */
  conclude(isWhole: boolean): ReadItem[] {
    if (this.versioned && this.hasReleases) {
      return [note('VERSIONED_RELEASE_SKIPPED', 'the versioned release of the record is not read', this.position)];
    }
    if (this.versioned) {
      const { position, bytes } = this.versioned;
      return [refused('VERSIONED_ONLY', 'is a versioned release, and its record has no other', position, bytes)];
    }
    if (!isWhole || !this.isRecord || this.held > 0) return [];
    const why = this.linked > 0 ? 'the record only links to its releases' : 'the record has no releases';
    return [note('RECORD_WITHOUT_RELEASES', why, this.position)];
  }
}

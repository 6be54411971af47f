import { PAGE, type Paper } from './paper.ts';
import type { Strip } from './strips.ts';

/** Ground drawn behind a group of strips, again on each page the group reaches. */
export interface Ground {
  fill?: string;
  bar?: string;
}

/** Places strips down the pages, one after the other; knows nothing of what they draw. */
export class Flow {
  private y: number = PAGE.top;
  private readonly paper: Paper;
  /** Top of the text on pages after the first: a running line stands above it. */
  private readonly nextTop = PAGE.top + 14;
  private readonly bottom = PAGE.height - PAGE.bottom;

  constructor(paper: Paper) {
    this.paper = paper;
    paper.doc.addPage();
  }

  skip(height: number): void {
    if (this.y > this.nextTop) this.y += height;
  }

  /** Starts a new page when less than this height is left. */
  need(height: number): void {
    if (this.y + height > this.bottom) this.newPage();
  }

  place(strips: Strip[], ground: Ground = {}): void {
    let rest = strips;
    while (rest.length) {
      const atTop = this.y <= this.nextTop;
      const heads = atTop ? (rest[0]?.head ?? []) : [];
      const headHeight = total(heads);
      const count = this.fitting(rest, headHeight, atTop);
      if (!count) {
        this.newPage();
        continue;
      }
      const chunk = rest.slice(0, count);
      this.paint(headHeight + total(chunk), ground);
      for (const strip of heads) this.draw(strip, true);
      for (const strip of chunk) this.draw(strip, false);
      rest = rest.slice(count);
      while (rest[0]?.gap) rest = rest.slice(1);
      if (rest.length) this.newPage();
    }
  }

  /** How many strips go on this page: as many as have room, then back to the last place a break may fall. */
  private fitting(strips: Strip[], used: number, atTop: boolean): number {
    let [count, height] = [0, used];
    while (count < strips.length && this.y + height + strips[count]!.height <= this.bottom) {
      height += strips[count]!.height;
      count++;
    }
    if (count === strips.length) return count;
    let soft = count;
    while (soft > 0 && strips[soft - 1]!.keep) soft--;
    // A group that no page can hold is cut where the page ends; at least one strip always goes down.
    return soft || (atTop ? Math.max(1, count) : 0);
  }

  private draw(strip: Strip, again: boolean): void {
    strip.draw(this.y, again);
    this.y += strip.height;
  }

  private paint(height: number, { fill, bar }: Ground): void {
    const left = PAGE.left - 8;
    const width = PAGE.width - PAGE.left - PAGE.right + 16;
    if (fill) this.paper.rect(left, this.y, width, height, fill);
    if (bar) this.paper.rect(left, this.y, 3, height, bar);
  }

  private newPage(): void {
    this.paper.doc.addPage();
    this.y = this.nextTop;
  }
}

const total = (strips: Strip[]): number => strips.reduce((sum, strip) => sum + strip.height, 0);

import { describe, expect, it } from 'vitest';
import { ficheXml } from './fixture.ts';
import { PAGE } from './paper.ts';
import { type Reading, readPdf, squeeze } from './reading.ts';
import { renderFrcpPdf } from './render.ts';

const read = async (text: string): Promise<Reading> =>
  readPdf(await renderFrcpPdf(ficheXml({ sections: [['18776-5', 'Proposition', text]] })));

/** Texts that leave the page, or lie on the footer without being it. */
function strays(reading: Reading) {
  return reading.pieces.filter(({ text, x, y, width }) => {
    if (!text.trim()) return false;
    const footer = /Page \d+\/\d+|Document 2\.25|né\(e\) le/.test(text);
    return x < PAGE.left - 1 || x + width > PAGE.width - PAGE.right + 1 || y < (footer ? 8 : PAGE.bottom);
  });
}

/** Two texts of one page whose boxes cover each other. */
function overlaps({ pieces }: Reading): string[] {
  const found: string[] = [];
  const drawn = pieces.filter(({ text }) => text.trim());
  for (let page = 1; drawn.some((one) => one.page === page); page++) {
    const rows = drawn.filter((one) => one.page === page).sort((a, b) => a.y - b.y);
    rows.forEach((one, index) => {
      for (let next = index + 1; next < rows.length && rows[next]!.y - one.y < one.height * 0.6; next++) {
        const other = rows[next]!;
        const shared = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
        if (shared > 1) found.push(`${one.text} / ${other.text}`);
      }
    });
  }
  return found;
}

const words = (length: number): string => {
  let text = '';
  for (let n = 0; text.length < length; n++) text += `mot${n.toString(36)} `;
  return text.slice(0, length).trim();
};

describe('long texts', () => {
  it('sets 50,000 characters of words on many pages, none lost', async () => {
    const text = words(50_000);
    const reading = await read(`<paragraph>${text}</paragraph>`);
    expect(reading.pages.length).toBeGreaterThan(8);
    expect(strays(reading)).toEqual([]);
    const body = reading.pieces.filter(({ y }) => y > PAGE.bottom && y < PAGE.height - PAGE.top);
    expect(squeeze(body.map((one) => one.text).join(''))).toContain(squeeze(text));
  });

  it('cuts 50,000 characters without a space', async () => {
    const text = words(60_000).replaceAll(' ', '').slice(0, 50_000);
    const reading = await read(text);
    expect(strays(reading)).toEqual([]);
    const body = reading.pieces.filter(({ y }) => y > PAGE.bottom && y < PAGE.height - PAGE.top);
    expect(squeeze(body.map((one) => one.text).join(''))).toContain(text);
  });

  it('cuts a table row taller than a page and repeats the head of the table', async () => {
    const table = `<table><thead><tr><th>Examen</th><th>Résultat</th></tr></thead><tbody>
      <tr><td>Scanner</td><td>${words(20_000)}</td></tr><tr><td>IRM</td><td>normale</td></tr></tbody></table>`;
    const reading = await read(table);
    expect(strays(reading)).toEqual([]);
    const heads = reading.pages.filter((page) => squeeze(page).includes('ExamenRésultat'));
    expect(heads.length).toBeGreaterThan(2);
    const last = (needle: string) => reading.pages.findLastIndex((page) => squeeze(page).includes(needle));
    expect(last('IRMnormale')).toBeGreaterThanOrEqual(last('Scanner'));
    for (let n = 0; n < 3000; n += 271) {
      expect(squeeze(reading.pages.join(''))).toContain(squeeze(`mot${n.toString(36)} `));
    }
  });

  it('keeps a short row whole and its title with it', async () => {
    const rows = Array.from(
      { length: 90 },
      (_, n) => `<tr><td>ligne ${n}</td><td>a<br/>b<br/>fin${n}.</td></tr>`,
    );
    const reading = await read(`<table><tbody>${rows.join('')}</tbody></table>`);
    for (let n = 0; n < 90; n++) {
      const pages = reading.pages.filter((page) => squeeze(page).includes(`fin${n}.`));
      expect(pages).toHaveLength(1);
      expect(squeeze(pages[0]!)).toContain(`ligne${n}`);
    }
  });

  it('never leaves a title alone at the foot of a page', async () => {
    for (let fill = 38; fill < 62; fill += 3) {
      const filler = Array.from({ length: fill }, (_, n) => `<paragraph>p${n}</paragraph>`).join('');
      const reading = await readPdf(
        await renderFrcpPdf(
          ficheXml({
            sections: [
              ['18776-5', 'Proposition', filler],
              ['10164-2', 'TITRE SEUL', 'Première ligne du texte'],
            ],
          }),
        ),
      );
      const page = reading.pages.find((one) => one.includes('TITRE SEUL'))!;
      expect(squeeze(page), `${fill} lignes avant`).toContain(squeeze('TITRE SEUL Première ligne'));
    }
  });
});

describe('odd tables', () => {
  it('survives spans that lie, empty rows and tables of forty columns', async () => {
    const wide = Array.from({ length: 40 }, (_, n) => `<td>c${n}</td>`).join('');
    const reading = await read(
      `<table><tbody><tr><td colspan="99999">large</td></tr><tr/><tr><td rowspan="500">haut</td><td>x</td></tr>
       <tr><td colspan="-3">moins</td></tr><tr>${wide}</tr></tbody></table>`,
    );
    const text = squeeze(reading.pages.join(''));
    for (const said of ['large', 'haut', 'moins']) expect(text).toContain(said);
    expect(strays(reading)).toEqual([]);
  });

  it('does not lay one cell over another', async () => {
    const long = 'https://exemple.fr/un/chemin/tres/long/sans/espace/'.repeat(4);
    const reading = await read(
      `<table><thead><tr><th>Date</th><th>Lien</th><th>Conclusion</th></tr></thead><tbody>
       <tr><td>12/10/2026</td><td>${long}</td><td>${words(600)}</td></tr>
       <tr><td rowspan="2">Deux lignes</td><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>`,
    );
    expect(overlaps(reading)).toEqual([]);
    expect(strays(reading)).toEqual([]);
    // The cells of a row are read line by line: the link is what starts where its column starts.
    const [start] = reading.pieces.filter(({ text }) => text.startsWith('https'));
    const link = reading.pieces.filter(({ x, page }) => page === start!.page && Math.abs(x - start!.x) < 0.1);
    expect(squeeze(link.map((one) => one.text).join(''))).toContain(long);
  });

  it('writes a table within a cell as lines', async () => {
    const inner = '<table><tbody><tr><td>ki67</td><td>20 %</td></tr></tbody></table>';
    const reading = await read(`<table><tbody><tr><td>IHC</td><td>${inner}</td></tr></tbody></table>`);
    expect(squeeze(reading.pages.join(''))).toContain('ki67—20%');
  });
});

describe('odd signs', () => {
  it('keeps Greek, comparison and arrow signs, ligatures and accents written apart', async () => {
    const reading = await read('β-hCG ≥ 5 → µg ± œdème ; e\u0301rythe\u0300me ; effectif, affiné, flux');
    expect(squeeze(reading.pages.join(''))).toContain(
      squeeze('β-hCG ≥ 5 → µg ± œdème ; érythème ; effectif, affiné, flux'),
    );
  });

  it('shows a sign it has no shape for, instead of a hole', async () => {
    const reading = await read('avant 漢字 après');
    expect(squeeze(reading.pages.join(''))).toContain('avant\ufffd\ufffdaprès');
  });

  it('keeps signs that XML or PDF strings reserve', async () => {
    const reading = await read('T &lt; 2 cm &amp; N0 (marges \\ saines)');
    expect(squeeze(reading.pages.join(''))).toContain(squeeze('T < 2 cm & N0 (marges \\ saines)'));
  });
});

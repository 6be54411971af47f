import { describe, expect, test } from 'vitest';
// @ts-expect-error: plain ECMAScript, shared with the browser.
import { clientsView, documentsView, fileName, jobsView, table } from './views.mjs';

const URL = 'Binary/6e0d0ac5-4b4e-4b8e-8d9e-6f4f0c1d2e3f';
const HOSTILE = '"><script>alert(1)</script>';
const document = (attachment: object, more: object = {}) => ({
  resourceType: 'DocumentReference',
  meta: { lastUpdated: '2026-03-02T09:00:00Z' },
  content: [{ attachment }],
  ...more,
});

describe('tables', () => {
  test('have a caption, headers with a scope, and a label on each cell for narrow screens', () => {
    const html = table('Titre', ['A', 'B'], [['1', '2']], 'rien');
    expect(html).toContain('<caption class="sr-only">Titre</caption>');
    expect(html).toContain('<th scope="col">B</th>');
    expect(html).toContain('<td data-label="B">2</td>');
  });

  test('say so when there is nothing', () => {
    expect(table('Titre', ['A'], [], 'Rien du tout')).toBe('<p class="empty">Rien du tout</p>');
  });
});

describe('documents', () => {
  test('carry a button that knows what to fetch and how to name it', () => {
    const html = documentsView([
      document({ url: URL, title: 'Fiche RCP', contentType: 'application/pdf', size: 2048 }),
    ]);
    expect(html).toContain(`data-download="${URL}"`);
    expect(html).toContain('data-name="Fiche RCP.pdf"');
    expect(html).toContain('2 ko');
  });

  test('have a button for each of their files, which says its format or its name', () => {
    const second = URL.replace('6e0d', '7e0d');
    const html = documentsView([
      {
        ...document({ url: URL, contentType: 'text/xml', size: 1000 }, { description: 'Fiche' }),
        content: [
          { attachment: { url: URL, contentType: 'text/xml', size: 1000 } },
          { attachment: { url: second, contentType: 'application/pdf', size: 2000 } },
          { attachment: { url: second, contentType: 'text/csv', title: 'sessions.csv' } },
        ],
      },
    ]);
    expect(html.match(/<button/g)).toHaveLength(3);
    for (const label of ['</span>XML<', '</span>PDF<', '</span>sessions.csv<']) expect(html).toContain(label);
    expect(html).toContain('data-name="Fiche.pdf"');
    expect(html).toContain('3 ko');
  });

  test('that can be downloaded come first', () => {
    const html = documentsView([
      document({ title: 'Ailleurs' }),
      document({ url: URL, title: 'Ici', contentType: 'text/xml' }),
    ]);
    expect(html.indexOf('Ici')).toBeLessThan(html.indexOf('Ailleurs'));
  });

  test('without a title take what describes them', () => {
    expect(documentsView([document({ url: URL }, { description: 'Compte rendu' })])).toContain(
      'Compte rendu',
    );
    expect(documentsView([document({ url: URL }, { type: { coding: [{ display: 'FRCP' }] } })])).toContain(
      'FRCP',
    );
  });

  test.each(['https://evil.example/x', 'javascript:alert(1)', 'Binary/../admin', undefined])(
    'an attachment elsewhere (%s) gets no button',
    (url) => expect(documentsView([document({ url })])).not.toContain('<button'),
  );

  test('nothing in them is HTML', () => {
    const html = documentsView([document({ url: URL, title: HOSTILE }, { type: { text: HOSTILE } })]);
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
  });

  test('an empty or odd list is no error', () => {
    expect(documentsView([])).toContain('Aucun document');
    expect(documentsView([{ resourceType: 'DocumentReference' }])).toContain('Document');
  });
});

describe('file names', () => {
  test.each([
    ['oncorif.csv', 'text/csv', 'oncorif.csv'],
    ['Fiche', 'text/xml', 'Fiche.xml'],
    ['Fiche', 'application/hl7-cda+xml', 'Fiche.xml'],
    ['a/b\\c:d', 'text/csv; charset=utf-8', 'a_b_c_d.csv'],
    ['Été 2026', 'application/fhir+json', 'Été 2026.json'],
    ['image', 'image/png', 'image'],
    ['x'.repeat(500), undefined, 'x'.repeat(120)],
  ])('%s (%s) -> %s', (name, type, expected) => expect(fileName(name, type)).toBe(expected));
});

describe('clients and jobs', () => {
  test('clients show who they are', () => {
    const html = clientsView([{ id: 'c1', name: 'SI hospitalier', description: HOSTILE }]);
    expect(html).toContain('SI hospitalier');
    expect(html).toContain('<code>c1</code>');
    expect(html).not.toContain('<script>');
  });

  test('jobs show counts, states and errors in French, but not whose resource', () => {
    const job = {
      status: 'failed',
      resourceType: 'Composition',
      resourceId: 'secret-id',
      attempts: 3,
      maxAttempts: 3,
    };
    const html = jobsView({
      counts: { done: 4, failed: 1 },
      jobs: [{ ...job, error: HOSTILE, createdAt: 0 }],
    });
    expect(html).toContain('4 faite');
    expect(html).toContain('en échec');
    expect(html).toContain('3 / 3');
    expect(html).not.toContain('secret-id');
    expect(html).not.toContain('<script>');
  });
});

// The tables of the home page, as HTML text: no DOM here, so that they can be tested anywhere.
import { escapeHtml, formatDate, formatSize } from './format.mjs';

const STATUS = { pending: 'en attente', running: 'en cours', done: 'faite', failed: 'en échec' };

/** An accessible table, or a sentence when there is nothing to show. */
export function table(caption, headers, rows, empty) {
  if (rows.length === 0) {
    return `<p class="empty">${escapeHtml(empty)}</p>`;
  }
  const head = headers.map((header) => `<th scope="col">${escapeHtml(header)}</th>`).join('');
  const label = (index) => escapeHtml(headers[index]);
  const line = (cells) =>
    `<tr>${cells.map((cell, i) => `<td data-label="${label(i)}">${cell}</td>`).join('')}</tr>`;
  return (
    `<table><caption class="sr-only">${escapeHtml(caption)}</caption>` +
    `<thead><tr>${head}</tr></thead><tbody>${rows.map(line).join('')}</tbody></table>`
  );
}

/** DocumentReference resources, a button per attachment; those that can be downloaded come first. */
export function documentsView(documents) {
  const rows = documents
    .map((document) => {
      const attachments = (document.content ?? []).map((content) => content.attachment ?? {});
      const [first] = attachments;
      const name = document.description ?? first?.title ?? document.type?.text ?? 'Document';
      const type = document.type?.text ?? document.type?.coding?.[0]?.display ?? first?.contentType;
      const size = attachments.reduce((sum, { size = 0 }) => sum + size, 0);
      const buttons = attachments.map((attachment) => downloadButton(attachment, name)).join('');
      const date = formatDate(document.date ?? document.meta?.lastUpdated);
      const cells = [name, type ?? '—', date, size ? formatSize(size) : '—'].map(escapeHtml);
      return [...cells, buttons && `<span class="buttons">${buttons}</span>`];
    })
    .sort((a, b) => Number(Boolean(b[4])) - Number(Boolean(a[4])));
  return table(
    'Documents',
    ['Nom', 'Type', 'Date', 'Taille', 'Fichiers'],
    rows,
    'Aucun document pour le moment.',
  );
}

const FORMATS = { 'text/xml': 'XML', 'application/xml': 'XML', 'application/pdf': 'PDF' };

/** A button says the format, or the file's own name where a document has several of one format. */
function downloadButton(attachment, name) {
  if (!/^Binary\/[0-9a-f-]{36}$/.test(attachment.url ?? '')) {
    return '';
  }
  const filename = fileName(attachment.title ?? name, attachment.contentType);
  const label = FORMATS[String(attachment.contentType).split(';')[0]] ?? filename;
  return (
    `<button type="button" class="small" data-download="${escapeHtml(attachment.url)}" ` +
    `data-name="${escapeHtml(filename)}"><span class="sr-only">Télécharger ${escapeHtml(name)}, </span>` +
    `${escapeHtml(label)}</button>`
  );
}

const EXTENSIONS = {
  'text/csv': 'csv',
  'application/pdf': 'pdf',
  'text/xml': 'xml',
  'application/xml': 'xml',
};

/** A file name no system refuses, with the extension its type calls for. */
export function fileName(name, contentType) {
  const type = String(contentType ?? '').split(';')[0];
  const extension = EXTENSIONS[type] ?? (type.endsWith('+xml') ? 'xml' : type.includes('json') ? 'json' : '');
  const clean = String(name)
    .replace(/[^\p{L}\p{N}._ -]/gu, '_')
    .slice(0, 120);
  return extension && !clean.toLowerCase().endsWith(`.${extension}`) ? `${clean}.${extension}` : clean;
}

export function clientsView(clients) {
  const rows = clients.map((client) => [
    escapeHtml(client.name ?? '—'),
    escapeHtml(client.description ?? '—'),
    `<code>${escapeHtml(client.id)}</code>`,
    escapeHtml(formatDate(client.meta?.lastUpdated)),
  ]);
  return table('Clients', ['Nom', 'Description', 'Identifiant', 'Modifié'], rows, 'Aucun client.');
}

/** Jobs without anything of the resource but its type: the list may stand open on a screen. */
export function jobsView({ counts, jobs }) {
  const rows = jobs.map((job) => [
    `<span class="status ${escapeHtml(job.status)}">${escapeHtml(STATUS[job.status] ?? job.status)}</span>`,
    escapeHtml(job.resourceType),
    escapeHtml(`${job.attempts} / ${job.maxAttempts}`),
    escapeHtml(formatDate(job.createdAt)),
    escapeHtml(job.error ?? ''),
  ]);
  const summary = Object.entries(STATUS)
    .map(([status, label]) => `${escapeHtml(counts[status] ?? 0)} ${label}`)
    .join(' · ');
  const headers = ['État', 'Ressource', 'Essais', 'Créée', 'Dernière erreur'];
  return `<p>${summary}</p>${table('Notifications', headers, rows, 'Aucune notification.')}`;
}

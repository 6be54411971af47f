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

/** DocumentReference resources, each attachment with its button. */
export function documentsView(documents) {
  const rows = documents.map((document) => {
    const { attachment } = document.content?.[0] ?? {};
    const name = attachment?.title ?? document.description ?? document.type?.text ?? 'Document';
    const type = document.type?.text ?? document.type?.coding?.[0]?.display ?? attachment?.contentType;
    return [
      escapeHtml(name),
      escapeHtml(type ?? '—'),
      escapeHtml(formatDate(document.date ?? document.meta?.lastUpdated)),
      attachment?.size === undefined ? '—' : escapeHtml(formatSize(attachment.size)),
      downloadButton(attachment, name),
    ];
  });
  return table('Documents', ['Nom', 'Type', 'Date', 'Taille', ''], rows, 'Aucun document pour le moment.');
}

function downloadButton(attachment, name) {
  if (!/^Binary\/[0-9a-f-]{36}$/.test(attachment?.url ?? '')) {
    return '';
  }
  const filename = fileName(name, attachment.contentType);
  return (
    `<button type="button" class="small" data-download="${escapeHtml(attachment.url)}" ` +
    `data-name="${escapeHtml(filename)}">Télécharger<span class="sr-only"> ${escapeHtml(name)}</span></button>`
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

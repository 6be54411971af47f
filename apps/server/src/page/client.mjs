// The signed-in part of the home page: fetches with the caller's own token, draws with views.mjs.
import { clientsView, documentsView, jobsView } from './views.mjs';

const TOKEN = 'dcc-token';
const PAGE = 50;
const find = (id) => document.getElementById(id);

/** Only the token is kept, for this tab and one hour at most; the secret never is. */
const token = () => sessionStorage.getItem(TOKEN);

async function request(path, accept = 'application/fhir+json') {
  const response = await fetch(path, { headers: { authorization: `Bearer ${token()}`, accept } });
  if (response.status === 401) {
    signOut('Votre session est terminée : connectez-vous de nouveau.');
    throw new Error('401');
  }
  return response;
}

async function search(query) {
  const bundle = await (await request(`fhir/R4/${query}`)).json();
  return (bundle.entry ?? []).map((entry) => entry.resource);
}

function say(text) {
  find('message').textContent = text;
}

async function show() {
  find('sign-in').hidden = true;
  find('signed-in').hidden = false;
  const order = `_sort=-_lastUpdated&_count=${PAGE}`;
  await Promise.all([
    search(`DocumentReference?${order}&contenttype:not=text/csv`).then((found) =>
      fill('documents', documentsView(found)),
    ),
    search(`DocumentReference?${order}&contenttype=text/csv`).then((found) =>
      fill('csv', documentsView(found)),
    ),
    search(`ClientApplication?_sort=name&_count=${PAGE}`).then((found) =>
      fill('clients', clientsView(found)),
    ),
    showJobs(),
  ]);
}

/** Administrators only: others keep the counts above. */
async function showJobs() {
  const response = await request(`admin/jobs?_count=${PAGE}`, 'application/json');
  find('jobs-part').hidden = !response.ok;
  if (response.ok) {
    fill('jobs', jobsView(await response.json()));
  }
}

function fill(id, html) {
  find(id).innerHTML = html;
}

async function signIn(event) {
  event.preventDefault();
  const form = new FormData(event.target);
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: form.get('client_id').trim(),
    client_secret: form.get('client_secret').trim(),
  });
  const response = await fetch('oauth2/token', { method: 'POST', body });
  const answer = await response.json();
  if (!response.ok) {
    say(answer.error_description ?? answer.issue?.[0]?.details?.text ?? 'Connexion refusée.');
    return;
  }
  event.target.reset();
  sessionStorage.setItem(TOKEN, answer.access_token);
  say('Vous êtes connecté.');
  await show();
}

function signOut(text) {
  sessionStorage.removeItem(TOKEN);
  find('signed-in').hidden = true;
  find('sign-in').hidden = false;
  for (const id of ['documents', 'csv', 'clients', 'jobs']) {
    fill(id, '');
  }
  say(text);
}

async function endSession() {
  await fetch('oauth2/logout', { method: 'POST', headers: { authorization: `Bearer ${token()}` } });
  signOut('Vous êtes déconnecté.');
}

async function download(button) {
  const response = await request(`fhir/R4/${button.dataset.download}`, '*/*');
  if (!response.ok) {
    say('Ce document ne peut pas être lu.');
    return;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = button.dataset.name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** What fails is told, never thrown into the void. */
const told = (work) => (event) =>
  Promise.resolve(work(event)).catch((err) => {
    if (err.message !== '401') {
      say('Le serveur ne répond pas.');
    }
  });

find('sign-in').addEventListener('submit', told(signIn));
find('sign-out').addEventListener('click', told(endSession));
find('refresh').addEventListener('click', told(show));
find('signed-in').addEventListener(
  'click',
  told(async (event) => {
    const button = event.target.closest('[data-download]');
    if (button) {
      await download(button);
    }
  }),
);
if (token()) {
  told(show)();
}

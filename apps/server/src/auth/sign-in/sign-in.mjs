import { externalOf, messageOf, requestOf, stepOf, targetOf } from './steps.mjs';

const main = document.getElementById('sign-in');
const request = JSON.parse(main.dataset.request);
const base = new URL('../', document.baseURI);
let answer = {};

main.addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  const { step } = form.dataset;
  const fields = Object.fromEntries(new FormData(form));
  const button = form.querySelector('button');
  button.disabled = true;
  say('');
  try {
    if (step === 'recovery') {
      location.assign(targetOf(request, answer.code));
    } else if (!(step === 'password' && (await leave(fields.email)))) {
      const { path, body } = requestOf(step, fields, answer.login, request);
      show(await post(path, body));
    }
  } catch (err) {
    say(err.message);
  } finally {
    button.disabled = false;
  }
});

for (const link of main.querySelectorAll('a[data-provider]')) {
  link.href = externalOf(link.dataset.provider, request);
}

/** True when the address belongs to people who sign in elsewhere: the browser is on its way there. */
async function leave(email) {
  const method = await post('auth/method', { email });
  if (method.authorizeUrl) {
    location.assign(externalOf(method.authorizeUrl, request));
  }
  return method.authorizeUrl !== undefined;
}

async function post(path, body) {
  const headers = { 'content-type': 'application/json' };
  const res = await fetch(new URL(path, base), { method: 'POST', headers, body: JSON.stringify(body) });
  const json = await res.json().catch(() => undefined);
  if (!res.ok) {
    throw new Error(messageOf(json));
  }
  return json;
}

function show(next) {
  answer = next;
  const step = stepOf(next);
  if (step === 'code') {
    location.assign(targetOf(request, next.code));
    return;
  }
  if (step === 'enrol') {
    document.getElementById('qr').src = next.enrollQrCode;
  }
  if (step === 'recovery') {
    fill('codes', next.recoveryCodes, (code) => element('li', {}, code));
  }
  if (step === 'profile') {
    fill('profiles', next.memberships, ({ id, profile, project }) => {
      const radio = element('input', { type: 'radio', name: 'profile', value: id, required: true });
      return element('label', {}, radio, ` ${profile?.display ?? ''} (${project?.display ?? ''})`);
    });
  }
  for (const form of main.querySelectorAll('form')) {
    form.hidden = form.dataset.step !== step;
  }
  main.querySelector('form:not([hidden]) input')?.focus();
}

function fill(id, values, make) {
  document.getElementById(id).append(...values.map(make));
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function say(message) {
  const box = document.getElementById('error');
  box.textContent = message;
  box.hidden = message === '';
}

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IDENTIFIERS } from '@dcc/fhir-profiles';
import type { DocumentReference, Organization, Task } from '@medplum/fhirtypes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { World } from '../../../rules/src/indicators/testing/world.ts';
import { OncorifStory } from '../oncorif/testing.ts';
import { askDelivery, attempt, dueDeliveries, reopen } from './deliver.ts';
import { ALERT_CODE, attemptsOf, DELIVERY_CODE, WAITS_MS } from './log.ts';
import type { Target } from './target.ts';
import { scratch } from './testing.ts';

const START = new Date('2026-11-05T04:30:00Z');
const later = (ms: number): Date => new Date(START.getTime() + ms);

let out: ReturnType<typeof scratch>;
let story: OncorifStory;
let target: Target;
const away: Target = {
  kind: 'sftp',
  host: '127.0.0.1',
  port: 1,
  path: '',
  user: 'dcc',
  password: 's3cret',
  hostKeys: [],
};

beforeEach(async () => {
  out = scratch();
  target = { kind: 'directory', path: out.path };
  const world = new World();
  const session = world.session({
    start: '2026-10-06T12:30:00+02:00',
    attendance: [{ role: 0, mode: 'present' }],
  });
  world.fiche(world.passage({ session, patient: world.patient(), quorum: 'ORG-126' }), ['final']);
  story = await new OncorifStory().with(world.resources);
  await story.run(['2026-10']);
});

afterEach(() => out.remove());

const document = (): DocumentReference =>
  story.server.all<DocumentReference>('DocumentReference').find(({ status }) => status === 'current')!;

function tasks(code: string): Task[] {
  return story.server.all<Task>('Task').filter((task) => task.code?.coding?.[0]?.code === code);
}

describe('a delivery', () => {
  it('puts the stored bytes in a folder of the run, and is acknowledged with where, when and what', async () => {
    const asked = await askDelivery(story.medplum, document(), START);
    expect(asked).toMatchObject({ status: 'requested', intent: 'order' });
    const done = await attempt(story.medplum, asked, target, () => later(1000));
    expect(done.status).toBe('completed');
    const [folder] = readdirSync(out.path);
    expect(folder).toMatch(/^oncorif_2026-10_2026-11-02_[0-9a-f]{8}$/);
    const result = await story.run(['2026-10']);
    for (const name of readdirSync(join(out.path, folder!))) {
      expect(readFileSync(join(out.path, folder!, name), 'utf8'), name).toBe(story.file(result, name));
    }
    const { fichiers } = JSON.parse(readFileSync(join(out.path, folder!, 'manifest.json'), 'utf8'));
    expect(readdirSync(join(out.path, folder!))).toHaveLength(fichiers.length + 1);
    const output = Object.fromEntries(
      done.output!.map((one) => [one.type.text, one.valueString ?? one.valueInteger ?? one.valueBoolean]),
    );
    expect(output).toMatchObject({
      destination: `file://${out.path} (${folder})`,
      fichiers: fichiers.length + 1,
    });
    expect(done.executionPeriod?.end).toBe(later(1000).toISOString());
    expect(tasks(ALERT_CODE)).toEqual([]);
  });

  it('is asked for once for the same content, and again when the content changed', async () => {
    const first = await askDelivery(story.medplum, document(), START);
    expect((await askDelivery(story.medplum, document(), later(5000))).id).toBe(first.id);
    await story.run(['2026-10'], { closedPeriod: '2026-10' });
    expect((await askDelivery(story.medplum, document(), later(5000))).id).not.toBe(first.id);
    expect(tasks(DELIVERY_CODE)).toHaveLength(2);
  });

  it('waits longer after each failure, then tells somebody, once', async () => {
    let task = await askDelivery(story.medplum, document(), START);
    let now = START;
    for (const wait of WAITS_MS) {
      expect(await dueDeliveries(story.medplum, now)).toHaveLength(1);
      const at = now;
      task = await attempt(story.medplum, task, away, () => at);
      expect(task.status).toBe('requested');
      expect(task.statusReason?.text).toContain('sftp://127.0.0.1:1');
      expect(await dueDeliveries(story.medplum, new Date(now.getTime() + wait - 1))).toEqual([]);
      now = new Date(now.getTime() + wait);
    }
    task = await attempt(story.medplum, task, away, () => now);
    expect(task.status).toBe('failed');
    expect(attemptsOf(task)).toBe(WAITS_MS.length + 1);
    expect(await dueDeliveries(story.medplum, later(1e10))).toEqual([]);
    const [alert, ...others] = tasks(ALERT_CODE);
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      status: 'requested',
      priority: 'urgent',
      focus: { reference: `Task/${task.id}` },
    });
    expect(alert!.description).toContain('6 tentative(s)');
    expect(JSON.stringify(story.server.all('Task'))).not.toContain('s3cret');
  });

  it('is told to the administrators of the 3C, which is to act', async () => {
    const centre = await story.server.repository.createResource<Organization>({
      resourceType: 'Organization',
      name: '3C',
      identifier: [{ system: IDENTIFIERS.GESTIONNAIRE_3C, value: 'delivery-test' }],
    });
    const reference = `Organization/${centre.id}`;
    const task = await askDelivery(story.medplum, document(), START);
    const nowhere: Target = { kind: 'https', url: 'https://localhost:1/', ca: 'not a certificate' };
    let left = task;
    for (let n = 0; left.status === 'requested'; n++) {
      left = await attempt(story.medplum, left, nowhere, () => later(n));
    }
    for (const one of [left, ...tasks(ALERT_CODE)]) {
      expect(one.meta?.accounts?.map((account) => account.reference)).toContain(reference);
      expect(one.owner).toBeDefined();
    }
    expect(tasks(ALERT_CODE)).toHaveLength(1);
  });

  it('that no attempt can mend is told at once', async () => {
    const task = await askDelivery(story.medplum, document(), START);
    writeFileSync(join(out.path, 'depot'), 'a file, not a folder');
    const nowhere: Target = { kind: 'directory', path: join(out.path, 'depot') };
    const failed = await attempt(story.medplum, task, nowhere, () => START);
    expect(failed.status).toBe('failed');
    expect(attemptsOf(failed)).toBe(1);
    expect(tasks(ALERT_CODE)).toHaveLength(1);
  });

  it('put right and opened again succeeds, and its alert is closed', async () => {
    let task = await askDelivery(story.medplum, document(), START);
    const wrong: Target = { kind: 'https', url: 'https://localhost:1/', ca: 'not a certificate' };
    for (let n = 0; task.status === 'requested'; n++)
      task = await attempt(story.medplum, task, wrong, () => later(n));
    expect(tasks(ALERT_CODE)[0]?.status).toBe('requested');
    const opened = await reopen(story.medplum, task, later(1e9));
    expect(attemptsOf(opened)).toBe(0);
    const done = await attempt(story.medplum, opened, target, () => later(1e9));
    expect(done).toMatchObject({ status: 'completed' });
    expect(done.statusReason).toBeUndefined();
    expect(tasks(ALERT_CODE)[0]?.status).toBe('completed');
  });

  it('cut off at any request is sent by a later run, and acknowledged once', async () => {
    const asked = await askDelivery(story.medplum, document(), START);
    story.server.requests = 0;
    await attempt(story.medplum, asked, target, () => START);
    const requests = story.server.requests;
    for (let n = 1; n <= requests; n++) {
      const other = await new OncorifStory().with([]);
      await other.run(['2026-10']);
      const own = other.server.all<DocumentReference>('DocumentReference')[0]!;
      const task = await askDelivery(other.medplum, own, START);
      other.server.requests = 0;
      other.server.before = (request) => {
        if (request.n >= n) throw new Error('connexion perdue');
      };
      await attempt(other.medplum, task, target, () => START).catch(() => undefined);
      other.server.before = undefined;
      const [due] = await dueDeliveries(other.medplum, later(1e9));
      const all = other.server.all<Task>('Task');
      if (due) await attempt(other.medplum, due, target, () => later(1e9));
      else expect(all[0]?.status, `cut at ${n}`).toBe('completed');
      expect(
        other.server.all<Task>('Task').map(({ status }) => status),
        `cut at ${n}`,
      ).toEqual(['completed']);
    }
  });

  it('never sends bytes that are not those that were stored', async () => {
    const task = await askDelivery(story.medplum, document(), START);
    Object.assign(story.medplum, { download: async () => new Blob(['other bytes']) });
    const left = await attempt(story.medplum, task, target, () => START);
    expect(left.status).toBe('requested');
    expect(left.statusReason?.text).toContain("n'est pas celui qui a été enregistré");
    expect(readdirSync(out.path)).toEqual([]);
  });
});

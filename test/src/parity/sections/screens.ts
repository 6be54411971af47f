import type {
  AccessPolicy,
  Bundle,
  CodeSystem,
  Encounter,
  Organization,
  Patient,
  Questionnaire,
  QuestionnaireResponse,
  Reference,
  Resource,
  ValueSet,
} from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { Authenticator, type EnrolAnswer } from '../../../../apps/server/src/testing/people.ts';
import { differs, outcomeId, type Target } from '../support.ts';
import { anonymous, invite, PASSWORD } from './people.ts';

const INTERACTION = 'https://medplum.com/fhir/StructureDefinition/subscription-supported-interaction';

/** What the components of @medplum/react 5.2.13 send, in their order and with their parameters. */
export function screens(target: () => Target): void {
  const url = (kind: string) => `https://dcc.example/${kind}/${target().run}/screens`;

  describe('SignInForm', () => {
    test('address, password, code: no provider is named for an ordinary address', async () => {
      const { email } = await invite(target());
      const medplum = anonymous(target());
      expect(await medplum.post('auth/method', { email })).toEqual({});
      const answer = await medplum.startLogin({ email, password: PASSWORD, remember: false });
      expect(Object.keys(answer).sort()).toEqual(expect.arrayContaining(['code', 'login']));
      // A page that is loaded again asks where the login stands.
      const again = await medplum.get(`auth/login/${answer.login}`);
      expect(again.login).toBe(answer.login);
      await medplum.processCode(again.code ?? answer.code);
      expect(medplum.getProfile()?.resourceType).toBe('Practitioner');
      expect(medplum.isProjectAdmin()).toBe(true);
    });

    test('a wrong password shows under the form: an OperationOutcome, 400', async () => {
      const { email } = await invite(target());
      const attempt = anonymous(target()).startLogin({ email, password: 'faux faux faux' });
      const error = await attempt.catch((err) => err);
      expect(error.outcome.resourceType).toBe('OperationOutcome');
      expect(error.outcome.issue[0].details.text).toMatch(/\S/);
    });

    test('a second factor is put in place, then asked for', async () => {
      const { email } = await invite(target(), { mfaRequired: true });
      const medplum = anonymous(target());
      const first = (await medplum.startLogin({ email, password: PASSWORD })) as EnrolAnswer;
      expect(first).toMatchObject({ mfaEnrollRequired: true });
      expect(first.enrollQrCode).toMatch(/^data:image\/png;base64,/);
      const app = new Authenticator(first.enrollUri);
      const body = { login: first.login, method: 'totp', token: app.code() };
      const enrolled = await medplum.post('auth/mfa/login-enroll', body);
      await medplum.processCode(enrolled.code);
      expect((await medplum.get('auth/mfa/status')).enrolled).toBe(true);

      const later = anonymous(target());
      const second = await later.startLogin({ email, password: PASSWORD });
      expect(second).toMatchObject({ mfaRequired: true });
      expect(second.code).toBeUndefined();
      const wrong = later.post('auth/mfa/verify', { login: second.login, token: '000000' });
      expect(await outcomeId(wrong)).not.toBe('accepted');
      const verified = await later.post('auth/mfa/verify', { login: second.login, token: app.code() });
      await later.processCode(verified.code);
      expect(later.getProfile()?.id).toBe(medplum.getProfile()?.id);
    });

    test('two memberships are offered by name, and the one chosen is signed in', async () => {
      const first = await invite(target());
      const { medplum, projectId, run, also } = target();
      const second = await medplum.invite(projectId, {
        resourceType: 'Practitioner',
        firstName: 'Camille',
        lastName: `Second${run}`,
        email: first.email,
        sendEmail: false,
        forceNewMembership: true,
        membership: { admin: true },
      });
      also.push({ resourceType: 'ProjectMembership', id: second.id! });
      const page = anonymous(target());
      const { login, memberships } = await page.startLogin({ email: first.email, password: PASSWORD });
      expect(memberships?.map(({ id }) => id).sort()).toEqual([first.membershipId, second.id].sort());
      for (const one of memberships!) {
        expect(one.profile?.display).toMatch(/Camille/);
        expect(one.project?.display).toMatch(/\S/);
      }
      const chosen = await page.post('auth/profile', { login, profile: second.id });
      await page.processCode(chosen.code);
      expect(page.getProfile()?.name?.[0]?.family).toBe(`Second${run}`);
    });
  });

  describe('useSubscription', () => {
    test('does anything at all only when auth/me names the feature', async () => {
      const medplum = await (await invite(target())).signIn();
      expect(medplum.getProject()?.features).toContain('websocket-subscriptions');
    });

    test('hears the interactions it asked for, and leaves nothing behind', async () => {
      const { run, meta, medplum: admin } = target();
      const medplum = await (await invite(target())).signIn();
      const criteria = `Patient?name=Ecran${run}`;
      const props = { extension: [{ url: INTERACTION, valueCode: 'update' }] };
      const emitter = medplum.subscribeToCriteria(criteria, props);
      const connected = new Promise<string>((resolve) => {
        emitter.addEventListener('connect', ({ payload }) => resolve(payload.subscriptionId));
      });
      const heard = new Promise<Bundle>((resolve) => {
        emitter.addEventListener('message', ({ payload }) => resolve(payload));
      });
      const id = await connected;
      const made = await admin.createResource<Patient>({
        resourceType: 'Patient',
        meta,
        name: [{ family: `Ecran${run}` }],
      });
      const changed = await admin.updateResource<Patient>({ ...made, gender: 'female' });
      const { entry } = await heard;
      expect(entry?.[1]?.resource?.meta?.versionId).toBe(changed.meta?.versionId);
      medplum.unsubscribeFromCriteria(criteria, props);
      medplum.getSubscriptionManager().closeWebSocket();
      await expect
        .poll(() => outcomeId(admin.readResource('Subscription', id, { cache: 'reload' })), {
          timeout: 20_000,
        })
        .not.toBe('accepted');
    });
  });

  differs('socket-accounts', async () => {
    const { medplum: admin, meta, run } = target();
    const make = <T extends Resource>(resource: T) => admin.createResource<T>({ ...resource, meta });
    const organization = async (name: string) => {
      const { id } = await make<Organization>({ resourceType: 'Organization', name: `${name} ${run}` });
      return { reference: `Organization/${id}` };
    };
    const [owner, own, guests] = [
      await organization('CHU'),
      await organization('Clinique'),
      await organization('Invités'),
    ];
    const policy = await make<AccessPolicy>({
      resourceType: 'AccessPolicy',
      name: `invité ${run}`,
      compartment: own,
      resource: [
        { resourceType: 'Patient', criteria: `Patient?_compartment=${guests.reference}` },
        { resourceType: 'Subscription', criteria: 'Subscription?type=websocket' },
      ],
    });
    const { signIn } = await invite(target(), {
      membership: { access: [{ policy: { reference: `AccessPolicy/${policy.id}` } }] },
    });
    const medplum = await signIn();
    const emitter = medplum.subscribeToCriteria(`Patient?name=Invite${run}`);
    const heard: (string | undefined)[] = [];
    const connected = new Promise((resolve) => emitter.addEventListener('connect', resolve));
    emitter.addEventListener('message', ({ payload }) => {
      heard.push((payload.entry?.[1]?.resource as Patient | undefined)?.gender);
    });
    await connected;
    const write = (gender: Patient['gender'], accounts: Reference[]) =>
      admin.createResource<Patient>({
        resourceType: 'Patient',
        meta: { ...meta, accounts },
        name: [{ family: `Invite${run}` }],
        gender,
      });
    await write('female', [owner]);
    await write('male', [owner, guests]);
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual(['male']);
    medplum.getSubscriptionManager().closeWebSocket();
  });

  describe('ResourceInput and ReferenceInput', () => {
    let patient: Patient & { id: string };
    beforeAll(async () => {
      const { medplum, meta, run } = target();
      patient = await medplum.createResource<Patient>({
        resourceType: 'Patient',
        meta,
        name: [{ family: `Choix${run}` }],
      });
    });

    test('an empty field lists some, a text narrows by name', async () => {
      const { medplum, run } = target();
      const search = (name: string) =>
        medplum.searchResources('Patient', new URLSearchParams({ name, _count: '10' }));
      expect((await search('')).length).toBeGreaterThan(0);
      expect((await search(`choix${run}`)).map(({ id }) => id)).toEqual([patient.id]);
      expect(await search(`absent${run}`)).toHaveLength(0);
    });

    test('types without a name are looked up by id, which may be anything typed', async () => {
      const { medplum } = target();
      for (const typed of ['', 'abc', 'Encounter/x']) {
        const found = medplum.searchResources('Encounter', new URLSearchParams({ _id: typed, _count: '10' }));
        expect([typed, await outcomeId(found)]).toEqual([typed, 'accepted']);
      }
    });

    test('a value given as reference is read, and its type by profile asked of GraphQL', async () => {
      const { medplum } = target();
      const read = await medplum.readReference<Patient>({ reference: `Patient/${patient.id}` });
      expect(read.id).toBe(patient.id);
      const profile = 'http://hl7.org/fhir/StructureDefinition/Patient';
      const query = `{ StructureDefinitionList(url: "${profile}", _sort: "_lastUpdated", _count: 1) { type, name, title, } }`;
      const { data } = await medplum.graphql(query);
      expect(data.StructureDefinitionList[0]).toMatchObject({ type: 'Patient', name: 'Patient' });
    });
  });

  describe('ValueSetAutocomplete', () => {
    const set = () => url('ValueSet');
    beforeAll(async () => {
      const { medplum, meta } = target();
      // As many as the largest list of the product: CIM-O-3 morphologies.
      const concept = Array.from({ length: 1032 }, (_, i) => ({
        code: `M${String(i).padStart(4, '0')}`,
        display: i % 2 ? `Carcinome canalaire ${i}` : `Adénocarcinome ${i}`,
      }));
      await medplum.createResource<CodeSystem>({
        resourceType: 'CodeSystem',
        meta,
        url: url('CodeSystem'),
        name: 'Morphologies',
        status: 'active',
        content: 'complete',
        concept,
      });
      await medplum.createResource<ValueSet>({
        resourceType: 'ValueSet',
        meta,
        url: set(),
        status: 'active',
        compose: { include: [{ system: url('CodeSystem') }] },
      });
    });
    const expand = async (params: object) =>
      (await target().medplum.valueSetExpand({ url: set(), ...params })).expansion?.contains ?? [];

    test('probes for one code; a set nobody knows is a 400 or 404, and only that', async () => {
      expect(await expand({ count: 1 })).toHaveLength(1);
      const unknown = target().medplum.valueSetExpand({ url: url('Inconnu'), count: 1 });
      const { outcome } = await unknown.catch((err) => err);
      expect(['not-found', undefined]).toContain(outcome.id);
      expect(outcome.issue[0].severity).toBe('error');
    });

    test('ten codes for an empty field, ten that match for a text, each with its display', async () => {
      expect(await expand({ count: 10, filter: '' })).toHaveLength(10);
      const found = await expand({ count: 10, filter: 'carcinome canalaire' });
      expect(found).toHaveLength(10);
      for (const { system, code, display } of found) {
        expect([system, code]).toEqual([url('CodeSystem'), expect.stringMatching(/^M\d{4}$/)]);
        expect(display).toContain('Carcinome canalaire');
      }
      expect(await expand({ count: 10, filter: 'rien de tel' })).toHaveLength(0);
    });

    test('all 1,032 in two pages, for a list filtered in the page without accents', async () => {
      const first = await expand({ count: 1000 });
      const second = await expand({ count: 1000, offset: 1000 });
      expect(new Set([...first, ...second].map(({ code }) => code)).size).toBe(1032);
    });

    test('a canonical with its version is understood', async () => {
      const { medplum } = target();
      const gender = 'http://hl7.org/fhir/ValueSet/administrative-gender';
      const found = await medplum.valueSetExpand({ url: `${gender}|4.0.1`, count: 10 });
      expect(found.expansion?.contains?.map(({ code }) => code).sort()).toEqual([
        'female',
        'male',
        'other',
        'unknown',
      ]);
    });
  });

  describe('QuestionnaireForm and AttachmentInput', () => {
    test('the form is found by its canonical, its answers go in whole, its file comes back', async () => {
      const { medplum, meta, also } = target();
      const questionnaire = await medplum.createResource<Questionnaire>({
        resourceType: 'Questionnaire',
        meta,
        url: url('Questionnaire'),
        status: 'active',
        item: [
          { linkId: 'texte', type: 'text', text: 'Précisions' },
          { linkId: 'piece', type: 'attachment', text: 'Pièce' },
        ],
      });
      const found = await medplum.searchOne('Questionnaire', { url: url('Questionnaire') });
      expect(found?.id).toBe(questionnaire.id);

      const patient = await medplum.createResource<Patient>({ resourceType: 'Patient', meta });
      const securityContext = { reference: `Patient/${patient.id}` };
      const attachment = await medplum.createAttachment({
        data: 'compte rendu',
        contentType: 'text/plain',
        filename: 'compte rendu é.txt',
        securityContext,
      });
      expect(attachment).toMatchObject({ contentType: 'text/plain', title: 'compte rendu é.txt' });
      const encounter = await medplum.createResource<Encounter>({
        resourceType: 'Encounter',
        meta,
        status: 'planned',
        class: { code: 'VR' },
      });
      const note = 'é'.repeat(50_000);
      const response = await medplum.createResource<QuestionnaireResponse>({
        resourceType: 'QuestionnaireResponse',
        meta,
        questionnaire: url('Questionnaire'),
        status: 'completed',
        encounter: { reference: `Encounter/${encounter.id}` },
        source: securityContext,
        item: [
          { linkId: 'texte', answer: [{ valueString: note }] },
          { linkId: 'piece', answer: [{ valueAttachment: attachment }] },
        ],
      });
      const read = await medplum.readResource('QuestionnaireResponse', response.id!);
      expect(read.item?.[0]?.answer?.[0]?.valueString).toBe(note);
      const blob = await medplum.download(read.item![1]!.answer![0]!.valueAttachment!.url!);
      expect(await blob.text()).toBe('compte rendu');
      also.push(
        { resourceType: 'QuestionnaireResponse', id: response.id! },
        { resourceType: 'Questionnaire', id: questionnaire.id! },
      );
    });
  });
}

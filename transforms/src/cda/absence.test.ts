import { DATA_ABSENT_SYSTEM, EMPTY_REASON_SYSTEM, EXTENSIONS } from '@dcc/fhir-profiles';
import type {
  CarePlan,
  Condition,
  Encounter,
  Observation,
  Patient,
  Practitioner,
  Procedure,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { Cda, sectionPath } from './testing.ts';
import { type Draft, draft, VARIANTS } from './variants.ts';

/** What the record lacks becomes the right nullFlavor, in the entry and in words; nothing is made up. */
const cda = (change: (draft: Draft) => void): Cda => new Cda(draft(change));

const reason = (code: string): { coding: { system: string; code: string }[] } => ({
  coding: [{ system: DATA_ABSENT_SYSTEM, code }],
});

/** Takes the value of an Observation away and says why. */
function emptied(observation: Observation, code?: string): void {
  for (const key of Object.keys(observation)) {
    if (key.startsWith('value')) delete (observation as unknown as Record<string, unknown>)[key];
  }
  if (code) observation.dataAbsentReason = reason(code);
}

const FLAVORS: [reason: string, flavor: string, words: string][] = [
  ['unknown', 'UNK', 'Inconnu'],
  ['asked-unknown', 'ASKU', 'Demandé, sans réponse'],
  ['asked-declined', 'ASKU', 'Demandé, sans réponse'],
  ['not-asked', 'NASK', 'Non demandé'],
  ['temp-unknown', 'NAV', 'Non disponible à ce jour'],
  ['masked', 'MSK', 'Masqué'],
  ['not-applicable', 'NA', 'Sans objet'],
  ['error', 'NI', 'Non renseigné'],
];

describe('dataAbsentReason', () => {
  it.each(FLAVORS)('%s is %s', (code, flavor, words) => {
    const made = cda(({ get }) => emptied(get<Observation>('screening'), code));
    expect(made.value(sectionPath(163, '/entry/observation/value/@nullFlavor'))).toBe(flavor);
    expect(made.value('//content[@ID = "depistage-1"]')).toBe(words);
  });

  it('silence is NI', () => {
    const made = cda(({ get }) => emptied(get<Observation>('screening')));
    expect(made.value(sectionPath(163, '/entry/observation/value/@nullFlavor'))).toBe('NI');
  });

  it('may stand on the value itself', () => {
    const made = cda(({ get }) => {
      const screening = get<Observation>('screening') as Observation & { _valueBoolean?: object };
      emptied(screening);
      screening._valueBoolean = { extension: [{ url: EXTENSIONS.DATA_ABSENT_REASON, valueCode: 'masked' }] };
    });
    expect(made.value(sectionPath(163, '/entry/observation/value/@nullFlavor'))).toBe('MSK');
  });
});

describe('values of the sections', () => {
  const cases: [name: string, resource: string, path: string][] = [
    ['ECOG', 'ecog', sectionPath(115, "/entry/observation[code/@code = '89262-0']/value/@nullFlavor")],
    ['G8', 'g8', sectionPath(115, '/entry[2]/observation/value/@nullFlavor')],
    [
      'gravidity',
      'gravidity',
      sectionPath(77, "/entry/observation[code/@code = '11996-6']/value/@nullFlavor"),
    ],
    [
      'pregnancy plan',
      'pregnancy-plan',
      sectionPath(77, "/entry/observation[code/@code = 'ORG-173']/value/@nullFlavor"),
    ],
    ['phase', 'phase', sectionPath(25, "/entry/observation[code/@code = 'MED-243']/value/@nullFlavor")],
    [
      'progression',
      'progression',
      sectionPath(25, "/entry/observation[code/@code = 'MED-245']/value/@nullFlavor"),
    ],
    [
      'record complete',
      'record-complete',
      sectionPath(33, "//observation[code/@code = 'GEN-100']/value/@nullFlavor"),
    ],
    ['quorum', 'quorum', sectionPath(33, "//observation[code/@code = 'ORG-125']/value/@nullFlavor")],
    [
      'référentiel',
      'referentiel',
      sectionPath(175, "//observation[code/@code = 'MED-249']/value/@nullFlavor"),
    ],
    ['trial', 'trial', sectionPath(175, "//observation[code/@code = 'MED-250']/value/@nullFlavor")],
    ['CRO', 'conclusion-operative', sectionPath(26, '/entry/observation/value/@nullFlavor')],
    ['CR-ACP', 'conclusion-pathology', sectionPath(34, '/entry/observation/value/@nullFlavor')],
  ];

  it.each(cases)('%s absent: the reason, not a value', (_, resource, path) => {
    expect(cda(({ get }) => emptied(get<Observation>(resource), 'asked-unknown')).value(path)).toBe('ASKU');
  });

  const mandatory: [name: string, resource: string, path: string][] = [
    ['screening', 'screening', sectionPath(163, '/entry/observation/value/@nullFlavor')],
    ['phase', 'phase', sectionPath(25, "/entry/observation[code/@code = 'MED-243']/value/@nullFlavor")],
    [
      'record complete',
      'record-complete',
      sectionPath(33, "//observation[code/@code = 'GEN-100']/value/@nullFlavor"),
    ],
    ['quorum', 'quorum', sectionPath(33, "//observation[code/@code = 'ORG-125']/value/@nullFlavor")],
    [
      'référentiel',
      'referentiel',
      sectionPath(175, "//observation[code/@code = 'MED-249']/value/@nullFlavor"),
    ],
    ['trial', 'trial', sectionPath(175, "//observation[code/@code = 'MED-250']/value/@nullFlavor")],
  ];

  it.each(mandatory)('%s without resource: the entry is there, with NI', (_, resource, path) => {
    expect(cda(({ remove }) => remove(resource)).value(path)).toBe('NI');
  });

  it('takes the emptyReason of a section without entry', () => {
    const made = cda(({ section, remove }) => {
      for (const name of ['phase', 'progression']) remove(name);
      section(25).emptyReason = { coding: [{ system: EMPTY_REASON_SYSTEM, code: 'withheld' }] };
    });
    expect(made.value(sectionPath(25, '/entry/observation/value/@nullFlavor'))).toBe('MSK');
    expect(made.value('//content[@ID = "phase"]')).toBe('Masqué');
  });
});

describe('sections', () => {
  it.each([2, 176, 115, 77, 252, 150, 118, 26, 34, 73])(
    'section .%i is absent when the record has none',
    (template) => {
      const made = cda(({ composition, section }) => {
        const gone = section(template);
        composition.section = composition.section?.filter((each) => each !== gone);
      });
      const direct = made.nodes(sectionPath(template, '[not(ancestor::section)]'));
      // The data-protection section has the template of the comment on the patient.
      expect(direct).toHaveLength(template === 73 ? 1 : 0);
    },
  );

  it.each([115, 77, 252, 118, 26, 34])('section .%i without entry keeps its words', (template) => {
    const made = cda(({ section }) => {
      section(template).entry = undefined;
      section(template).text!.div = '<div xmlns="http://www.w3.org/1999/xhtml">Dit par l’auteur.</div>';
    });
    expect(made.value(sectionPath(template, '/text'))).toBe('Dit par l’auteur.');
    expect(made.nodes(sectionPath(template, '/entry'))).toEqual([]);
  });

  it.each([2, 176, 150, 73])('section .%i of text, empty, says why', (template) => {
    const made = cda(({ section }) => {
      section(template).text = undefined;
      section(template).emptyReason = { coding: [{ system: EMPTY_REASON_SYSTEM, code: 'nilknown' }] };
    });
    expect(made.values(sectionPath(template, '[not(ancestor::section)]/text'))[0]).toBe('Sans objet');
  });

  it('keeps the words of an author beside coded entries, and drops generated ones', () => {
    const made = cda(({ section }) => {
      section(25).text = {
        status: 'additional',
        div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Propre avis.</p></div>',
      };
      section(33).text = {
        status: 'generated',
        div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Engendré.</p></div>',
      };
    });
    expect(made.value(sectionPath(25, '/text/paragraph'))).toBe('Propre avis.');
    expect(made.xml).not.toContain('Engendré.');
  });

  it('says the question of the inscription once', () => {
    const text = '//section[code/@code = "10164-2"]/text';
    const question =
      new Cda(VARIANTS.golden!()).value(`${text}/string-join(., "")`).split('Indication d’une').length - 1;
    expect(question).toBe(1);
    const made = cda(({ section, get }) => {
      section(130).text!.div = '<div xmlns="http://www.w3.org/1999/xhtml"><p>Résumé.</p></div>';
      get<ServiceRequest>('inscription').note = [{ text: 'Faut-il opérer ?' }];
    });
    expect(made.value(text)).toBe('Résumé.Question posée à la RCP : Faut-il opérer ?');
  });
});

describe('tumour', () => {
  const diagnosis = sectionPath(27, "//observation[code/@code = '282291009']");
  const tnm = sectionPath(27, "//observation[code/@code = '75620-5']");

  it('outside the value sets: OTH and the words', () => {
    const made = new Cda(VARIANTS['tumour outside the value sets']!());
    expect(made.value(`${diagnosis}/value/@nullFlavor`)).toBe('OTH');
    expect(made.value(`${diagnosis}/targetSiteCode/@nullFlavor`)).toBe('OTH');
    expect(made.value('//content[@ID = "tumeur-1-morphologie"]')).toMatch(/histologie inhabituelle/);
    expect(made.value('/*/documentationOf[2]/serviceEvent/code/@code')).toBe('GEN-243');
    expect(made.value('/*/documentationOf[2]/serviceEvent/code/originalText')).toMatch(/Paroi thoracique/);
  });

  it('a code that is not in the set is not written, its words are', () => {
    const made = cda(({ get }) => {
      get<Condition>('tumour').bodySite![0]!.coding![0]!.code = 'Z99.9';
    });
    expect(made.value(`${diagnosis}/targetSiteCode/@nullFlavor`)).toBe('OTH');
    expect(made.xml).not.toContain('Z99.9');
  });

  it('haematology: no TNM, not applicable, T, N and M included', () => {
    const made = new Cda(VARIANTS['haematology without TNM']!());
    expect(made.value(`${tnm}/value/@nullFlavor`)).toBe('NA');
    expect(made.values(`${tnm}//observation/value/@nullFlavor`)).toEqual(['NA', 'NA', 'NA']);
    expect(made.value('//content[@ID = "tumeur-1-tnm-T"]')).toBe('Sans objet');
  });

  it('one category of the TNM may be absent alone', () => {
    const made = cda(({ get }) => {
      const component = get<Observation>('tnm').component![1]!;
      component.valueCodeableConcept = undefined;
      component.dataAbsentReason = reason('unknown');
    });
    expect(made.values(`${tnm}//observation/value/(@code, @nullFlavor)`)).toEqual(['cT2', 'UNK', 'cM0']);
  });

  it('none: the diagnosis and its TNM are there with the reason, and no topography in the header', () => {
    const made = new Cda(VARIANTS['no tumour']!());
    expect(made.values(`${diagnosis}/(value|targetSiteCode)/@nullFlavor`)).toEqual(['NAV', 'NAV']);
    expect(made.values(`${tnm}//value/@nullFlavor`)).toEqual(['NAV', 'NAV', 'NAV', 'NAV']);
    expect(made.value(sectionPath(27, '/text'))).toMatch(/Masse en cours d’exploration/);
    expect(made.values('/*/documentationOf/serviceEvent/code/@code')).toEqual(['39']);
  });

  it('two: each its own observation and topography, TNM only for the one it is about', () => {
    const made = new Cda(VARIANTS['two tumours']!());
    expect(made.nodes(diagnosis)).toHaveLength(2);
    expect(made.nodes(sectionPath(27, '/entry/act'))).toHaveLength(1);
    expect(made.values(`${tnm}/entryRelationship[1]/observation/value/(@code, @nullFlavor)`)).toEqual([
      'cT2',
      'NI',
    ]);
  });

  it.each([
    ['active', 'active'],
    ['recurrence', 'active'],
    ['remission', 'suspended'],
    ['resolved', 'completed'],
  ])('clinical status %s is concern status %s', (code, status) => {
    const made = cda(({ get }) => {
      get<Condition>('tumour').clinicalStatus!.coding![0]!.code = code;
    });
    expect(made.value(sectionPath(27, '/entry/act/statusCode/@code'))).toBe(status);
  });
});

describe('people', () => {
  it('a médecin traitant unknown is said, without anybody', () => {
    const made = new Cda(VARIANTS['unknown médecin traitant']!());
    const participant = "/*/participant[functionCode/@code = 'PCP']";
    expect(made.value(`${participant}/associatedEntity/@nullFlavor`)).toBe('UNK');
    expect(made.value(`${participant}/functionCode/originalText`)).toBe('Médecin traitant : inconnu');
    expect(made.nodes(`${participant}//associatedPerson`)).toEqual([]);
  });

  it('the INS is written only when the identity is qualified', () => {
    const roots = '//patientRole/id/@root';
    expect(new Cda(VARIANTS.golden!()).values(roots)).toEqual(['1.2.250.1.213.1.4.10', '1.2.250.1.999.1.1']);
    const made = new Cda(VARIANTS['identity not qualified']!());
    expect(made.values(roots)).toEqual(['1.2.250.1.999.1.1']);
    expect(made.xml).not.toContain('1.2.250.1.213.1.4.');
  });

  it('excused people did not take part; a secretary has no id', () => {
    const made = new Cda(VARIANTS.golden!());
    const people = made.values("/*/participant[@typeCode = 'PRF'][functionCode/@code]//family");
    expect(people).toContain('COSTA');
    expect(people.length).toBe(7);
    expect(made.nodes("/*/participant[.//family = 'COSTA']/associatedEntity/id")).toEqual([]);
  });

  it('a person referred to without role is named, without place of exercise', () => {
    const made = cda(({ get, composition }) => {
      composition.author = [{ reference: `Practitioner/${get<Practitioner>('practitioner-gp').id}` }];
    });
    expect(made.value('/*/author/assignedAuthor/assignedPerson/name/family')).toBe('GIRARD');
    expect(made.value('/*/author/assignedAuthor/addr/@nullFlavor')).toBe('NAV');
    expect(made.nodes('/*/author/assignedAuthor/representedOrganization')).toEqual([]);
  });

  it('a reference that leads nowhere is nobody', () => {
    const made = cda(({ composition }) => {
      composition.author = [{ reference: 'PractitionerRole/nobody' }];
    });
    expect(made.value('/*/author/assignedAuthor/id/@nullFlavor')).toBe('NI');
    expect(made.value('/*/author/assignedAuthor/assignedPerson/name/@nullFlavor')).toBe('UNK');
  });

  it('no inscription: no order, and the reasons are not said', () => {
    const made = cda(({ remove, get }) => {
      remove('inscription');
      get<Encounter>('case').basedOn = undefined;
    });
    expect(made.nodes('/*/inFulfillmentOf')).toEqual([]);
    expect(made.values("//observation[code/@code = ('MED-235', 'ORG-114')]/value/@nullFlavor")).toEqual([
      'NI',
      'NI',
    ]);
  });

  it('birth names of a patient who has no usual name', () => {
    const made = cda(({ get }) => {
      get<Patient>('patient').name!.pop();
    });
    expect(made.values('//patientRole/patient/name/family/@qualifier')).toEqual(['BR']);
  });
});

describe('proposal and treatments', () => {
  it('nothing proposed: the section says so and has no entry', () => {
    const made = new Cda(VARIANTS['mandatory sections, nothing in them']!());
    expect(made.value(sectionPath(158, '/text'))).toBe('Non demandé');
    expect(made.nodes(sectionPath(158, '/entry'))).toEqual([]);
  });

  it('a treatment outside the set is OTH with its words', () => {
    const made = cda(({ get }) => {
      get<CarePlan>('decision').activity![0]!.detail!.code = { text: 'Essai de phase I' };
    });
    const code = sectionPath(158, '/entry/procedure[1]/code');
    expect(made.values(`${code}/@nullFlavor`)[0]).toBe('OTH');
    expect(made.value('//content[@ID = "proposition-1-type"]')).toBe('Essai de phase I');
  });

  it.each([
    ['completed', 'completed', 'false', 'Déjà réalisé'],
    ['in-progress', 'active', 'false', 'En cours de réalisation'],
    ['stopped', 'cancelled', 'false', 'Arrêté'],
    ['not-done', 'cancelled', 'true', 'Non réalisé'],
  ] as const)('status %s is %s, negation %s', (status, code, negation, words) => {
    const made = cda(({ get }) => {
      get<Procedure>('treatment-hormone').status = status;
    });
    const path = sectionPath(118, '/entry[1]/procedure');
    const order = made
      .values(sectionPath(118, '/entry/procedure/id/@root'))
      .indexOf('D2EB6057-0C57-548F-ADB9-ED720215C893');
    const entry = path.replace('[1]', `[${order + 1}]`);
    expect(made.value(`${entry}/statusCode/@code`)).toBe(code);
    expect(made.value(`${entry}/@negationInd`)).toBe(negation);
    expect(made.values(sectionPath(118, '/text//td'))).toContain(words);
  });

  it('a G8 of 13.5 is the integer 14, and 13,5 in words', () => {
    const made = new Cda(VARIANTS.golden!());
    const entry = sectionPath(115, "/entry/observation[code/translation/@code = '48544-1']");
    expect(made.value(`${entry}/value/@value`)).toBe('14');
    expect(made.value('//content[@ID = "evaluation-2-resultat"]')).toMatch(/^13,5/);
  });

  it.each([
    ['routine', 'R'],
    ['urgent', 'UR'],
    ['asap', 'A'],
    ['stat', 'S'],
  ] as const)('priority %s is %s', (priority, code) => {
    const made = cda(({ get }) => {
      get<ServiceRequest>('to-recours').priority = priority;
    });
    expect(made.value("//encounter[code/@code = 'ORG-120']/priorityCode/@code")).toBe(code);
  });
});

/**
 * What each role may do, written by hand from its duties (docs/acces.md says the same in words). Never
 * derived from the policies: it is what they are checked against.
 *
 * A cell reads `own|other`: on what belongs to the establishment (or the 3C) of the role, and on what belongs
 * to another. c create, r read (in every way: by id, by search, through links), u update, d delete, -
 * nothing. `:pps-ending` is one update: ending a plan that is in force.
 */
export const COLUMNS = [
  'secretaire-rcp',
  'medecin',
  'coordonnateur',
  'administrateur-3c',
  'analyste',
  'logiciel-dpi',
  'administrateur',
] as const;

export type Column = (typeof COLUMNS)[number];

const TABLE = `
                        secretaire medecin coordonnateur adm-3c  analyste dpi     administrateur
Patient                 cru|-      cru|-   cru|-         r|-     -|-      cru|-   -|-
CareTeam                cru|-      cru|-   cru|-         r|-     -|-      cru|-   -|-
Encounter               cru|-      r|-     cru|-         r|-     -|-      r|-     -|-
Encounter:session       cru|r      r|r     cru|r         r|r     -|-      r|r     -|-
ServiceRequest          cru|-      cru|-   cru|-         r|-     -|-      cru|-   -|-
Condition               cru|-      cru|-   cru|-         r|-     -|-      cru|-   -|-
Observation             cru|-      cru|-   cru|-         r|-     -|-      cru|-   -|-
Observation:quorum      r|-        r|-     r|-           r|-     -|-      r|-     -|-
Procedure               cru|-      cru|-   cru|-         r|-     -|-      cru|-   -|-
Specimen                cru|-      cru|-   cru|-         r|-     -|-      cru|-   -|-
CarePlan                r|-        cru|-   cru|-         r|-     -|-      r|-     -|-
CarePlan:active         r|-        r|-     r|-           r|-     -|-      r|-     -|-
CarePlan:pps            r|-        cr|-    cr|-          r|-     -|-      r|-     -|-
CarePlan:pps-ending     r|-        cru|-   cru|-         r|-     -|-      r|-     -|-
Composition             cru|-      cru|-   cru|-         r|-     -|-      cru|-   -|-
Composition:final       r|-        r|-     r|-           r|-     -|-      r|-     -|-
Composition:amended     r|-        r|-     r|-           r|-     -|-      r|-     -|-
Composition:pps         r|-        cr|-    cr|-          r|-     -|-      r|-     -|-
DocumentReference       cru|-      cru|-   cru|-         r|-     -|-      cru|-   -|-
Provenance              r|-        r|-     r|-           r|-     -|-      r|-     -|-
Task                    cru|-      cru|-   cru|-         cru|-   -|-      cru|-   -|-
Consent                 cru|-      cru|-   cru|-         r|-     -|-      cru|-   -|-
Communication           cru|-      cru|-   cru|-         r|-     -|-      r|-     -|-
Appointment             cru|-      r|-     cru|-         r|-     -|-      r|-     -|-
AppointmentResponse     cru|-      cru|-   cru|-         r|-     -|-      r|-     -|-
QuestionnaireResponse   cru|-      cru|-   cru|-         r|-     -|-      r|-     -|-
Flag                    r|-        cru|-   cru|-         r|-     -|-      r|-     -|-
Organization            r|r        r|r     r|r           r|r     r|r      r|r     crud|crud
OrganizationAffiliation r|r        r|r     r|r           r|r     r|r      r|r     crud|crud
HealthcareService       r|r        r|r     ru|r          cru|r   r|r      r|r     crud|crud
Practitioner            r|r        r|r     r|r           cru|cru -|-      r|r     crud|crud
PractitionerRole        r|r        r|r     r|r           cru|cru -|-      r|r     crud|crud
Schedule                r|r        r|r     cru|r         r|r     r|r      r|r     crud|crud
PlanDefinition          r|r        r|r     r|r           r|r     r|r      r|r     crud|crud
Measure                 r|r        r|r     r|r           r|r     r|r      r|r     crud|crud
Library                 r|r        r|r     r|r           r|r     r|r      r|r     crud|crud
Questionnaire           r|r        r|r     r|r           r|r     r|r      r|r     crud|crud
MeasureReport           -|-        -|-     r|-           r|-     r|r      -|-     r|r
Subscription            -|-        -|-     -|-           -|-     -|-      crud|-  crud|crud
Subscription:websocket  cr|-       cr|-    cr|-          cr|-    -|-      crud|-  crud|crud
Group                   -|-        -|-     -|-           -|-     -|-      -|-     crud|crud
AuditEvent              -|-        -|-     -|-           -|-     -|-      -|-     r|r
AccessPolicy            -|-        -|-     -|-           -|-     -|-      -|-     crud|crud
`;

export interface Row {
  /** "Composition:final": a type, and the state of the resource when the state matters. */
  readonly name: string;
  readonly type: string;
  readonly cells: ReadonlyMap<Column, { readonly own: string; readonly other: string }>;
}

/** @throws Error when a line does not have one cell per role. */
export function readTable(text: string = TABLE): Row[] {
  const [, ...lines] = text.trim().split('\n');
  return lines.map((line) => {
    const [name = '', ...words] = line.trim().split(/\s+/);
    if (words.length !== COLUMNS.length || words.some((word) => !/^(c?r?u?d?|-)\|(c?r?u?d?|-)$/.test(word))) {
      throw new Error(`Ligne illisible : ${line}`);
    }
    const cells = words.map((word, i): [Column, { own: string; other: string }] => {
      const [own = '', other = ''] = word.split('|');
      return [COLUMNS[i]!, { own, other }];
    });
    return { name, type: name.split(':')[0]!, cells: new Map(cells) };
  });
}

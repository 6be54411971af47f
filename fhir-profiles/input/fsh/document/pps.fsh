// The personalised care plan. The plan is the CarePlan; what is validated, counted (P1) and sent is the Composition, one
// per version. Handing it over to the patient is another act, on another day, by another person: a Task.
Profile: DccPps
Parent: CarePlan
Id: dcc-pps
Title: "Programme personnalisé de soins (PPS)"
Description: "Le plan : traitements, soins de support et accompagnements, dans l’ordre."
* insert Active
* obeys dcc-pps-1 and dcc-pps-2 and dcc-pps-3 and dcc-pps-4

Invariant: dcc-pps-1
Description: "CarePlan.intent : un PPS est un plan (plan)."
Severity: #error
Expression: "intent = 'plan'"

Invariant: dcc-pps-2
Description: "CarePlan.category : un PPS porte le code LOINC 18776-5."
Severity: #error
Expression: "category.coding.where(system='{{LNC}}' and code='18776-5').exists()"

Invariant: dcc-pps-3
Description: "CarePlan.subject : le patient est obligatoire."
Severity: #error
Expression: "subject.{{ref:Patient}}.exists()"

Invariant: dcc-pps-4
Description: """
  CarePlan.activity.detail.code : chaque ligne est codée (JDV Type de traitement PPS ou Soins oncologiques
  de support) ou en toutes lettres.
"""
Severity: #error
Expression: """
  activity.detail.all(code.coding.all(code.matches('^{{codes:jdv-type-traitement-pps}}$')
    or code.matches('^{{codes:jdv-soin-onco-de-support}}$')) and (code.coding.exists() or code.text.exists()))
"""

Profile: DccPpsDocument
Parent: Composition
Id: dcc-pps-document
Title: "Version d’un PPS"
Description: "Une version du PPS. Validée, elle ne change plus : une mise à jour est une nouvelle version."
* insert Active
* obeys dcc-ppsd-1 and dcc-ppsd-2 and dcc-ppsd-3 and dcc-ppsd-4 and dcc-ppsd-5 and dcc-ppsd-6
* obeys dcc-ppsd-7 and dcc-ppsd-8 and dcc-ppsd-9 and dcc-ppsd-10
* type = $LNC#18776-5
* extension contains DccDocumentVersion named version 0..1 and Dcc3c named centre 0..1 and
    DccAmendmentReason named amendmentReason 0..1

Invariant: dcc-ppsd-1
Description: "Composition.status : preliminary, final, amended ou entered-in-error."
Severity: #error
Expression: "status.matches('^(preliminary|final|amended|entered-in-error)$')"

Invariant: dcc-ppsd-2
Description: "Composition.event : un PPS validé porte la date de sa validation (event.period.start)."
Severity: #error
Expression: "(status = 'final' or status = 'amended') implies event.period.start.count() = 1"

Invariant: dcc-ppsd-3
Description: """
  Composition.identifier : l’identifiant du PPS (urn:uuid), le même pour toutes ses versions, est
  obligatoire.
"""
Severity: #error
Expression: "identifier.where(system='{{URI}}' and value.startsWith('urn:uuid:')).exists()"

Invariant: dcc-ppsd-4
Description: "Composition.extension (dcc-document-version) : le numéro de version est obligatoire."
Severity: #error
Expression: "{{ext:dcc-document-version}}.value.count() = 1"

Invariant: dcc-ppsd-5
Description: "Composition.extension (dcc-3c) : le 3C de l’établissement est obligatoire."
Severity: #error
Expression: "{{ext:dcc-3c}}.value.{{ref:Organization}}.count() = 1"

Invariant: dcc-ppsd-6
Description: """
  Composition.relatesTo : une version 2 ou plus remplace la précédente (replaces), une version 1 ne
  remplace rien.
"""
Severity: #error
Expression: """
  {{ext:dcc-document-version}}.value.where($this > 1).exists() = relatesTo.where(code='replaces').exists()
"""

Invariant: dcc-ppsd-7
Description: "Composition.extension (dcc-amendment-reason) : le motif d’une mise à jour est obligatoire."
Severity: #error
Expression: """
  {{ext:dcc-document-version}}.value.where($this > 1).exists() implies {{ext:dcc-amendment-reason}}
    .value.exists()
"""

Invariant: dcc-ppsd-8
Description: "Composition.subject : le patient est obligatoire."
Severity: #error
Expression: "subject.{{ref:Patient}}.exists()"

Invariant: dcc-ppsd-9
Description: "Composition.custodian : l’établissement qui suit le PPS est obligatoire."
Severity: #error
Expression: "custodian.{{ref:Organization}}.exists()"

Invariant: dcc-ppsd-10
Description: "Composition.section : le plan (CarePlan) est obligatoire."
Severity: #error
Expression: "section.entry.{{ref:CarePlan}}.exists()"

Profile: DccPpsHandOver
Parent: Task
Id: dcc-pps-hand-over
Title: "Remise du PPS au patient"
Description: "Remettre une version du PPS au patient ; terminée, elle dit quand et par qui."
* insert Active
* obeys dcc-rem-1 and dcc-rem-2 and dcc-rem-3 and dcc-rem-4
* code = $DCC-CS#hand-over-pps

Invariant: dcc-rem-1
Description: "Task.focus : la version du PPS (Composition) est obligatoire."
Severity: #error
Expression: "focus.{{ref:Composition}}.exists()"

Invariant: dcc-rem-2
Description: "Task.executionPeriod.start : une remise faite porte sa date."
Severity: #error
Expression: "status = 'completed' implies executionPeriod.start.exists()"

Invariant: dcc-rem-3
Description: "Task.owner : une remise faite dit par qui (PractitionerRole)."
Severity: #error
Expression: "status = 'completed' implies owner.{{ref:PractitionerRole}}.exists()"

Invariant: dcc-rem-4
Description: "Task.for : le patient est obligatoire."
Severity: #error
Expression: "for.{{ref:Patient}}.exists()"

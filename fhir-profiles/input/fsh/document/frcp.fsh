// The fiche. Rules that cross resources (tumour, TNM, médecin traitant, dates of the session) are functions of
// rules/, run when the fiche is signed: the server's FHIRPath has no resolve().
Profile: DccFrcp
Parent: Composition
Id: dcc-frcp
Title: "Fiche de RCP (FRCP)"
Description: "Une version de la fiche. Signée, elle ne change plus : une correction est une nouvelle version qui la remplace."
* insert Active
* obeys dcc-frcp-1 and dcc-frcp-2 and dcc-frcp-3 and dcc-frcp-4 and dcc-frcp-5 and dcc-frcp-6
* obeys dcc-frcp-7 and dcc-frcp-8 and dcc-frcp-9 and dcc-frcp-10 and dcc-frcp-11 and dcc-frcp-12
* obeys dcc-frcp-13 and dcc-frcp-14 and dcc-frcp-15 and dcc-frcp-16 and dcc-frcp-17 and dcc-frcp-18
* obeys dcc-frcp-19 and dcc-frcp-20 and dcc-frcp-21 and dcc-frcp-22 and dcc-frcp-23 and dcc-frcp-24
* obeys dcc-frcp-25
* type = $LNC#34794-8
* extension contains DccDocumentVersion named version 0..1 and DccRcp named rcp 0..1 and
    DccAmendmentReason named amendmentReason 0..1

Invariant: dcc-frcp-1
Description: """
  Composition.section : une fiche signée a les neuf sections exigées par le volet CANCER-FRCP, une fois
  chacune.
"""
Severity: #error
Expression: """
  (status = 'final' or status = 'amended') implies {{mandatory}}
    .all($this in %resource.section.code.coding.where(system='{{URI}}').code)
"""

Invariant: dcc-frcp-2
Description: """
  Composition.attester : une fiche signée a un signataire (legal, date et heure, PractitionerRole).
"""
Severity: #error
Expression: """
  (status = 'final' or status = 'amended') implies attester.where(mode='legal' and time.exists()
    and party.{{ref:PractitionerRole}}.exists()).count() = 1
"""

Invariant: dcc-frcp-3
Description: """
  Composition.event : l’événement est la RCP (TRE_R213 39 ou 40), avec la date de la séance et la séance.
"""
Severity: #error
Expression: """
  event.where(code.coding.{{r213}}.exists() and period.start.exists() and detail.{{ref:Encounter}}
    .exists()).count() = 1
"""

Invariant: dcc-frcp-4
Description: """
  Composition.identifier : l’identifiant du document (urn:uuid), le même pour toutes ses versions, est
  obligatoire.
"""
Severity: #error
Expression: "identifier.where(system='{{URI}}' and value.startsWith('urn:uuid:')).exists()"

Invariant: dcc-frcp-5
Description: "Composition.extension (dcc-document-version) : le numéro de version est obligatoire."
Severity: #error
Expression: "{{ext:dcc-document-version}}.value.count() = 1"

Invariant: dcc-frcp-6
Description: "Composition.extension (dcc-rcp) : la RCP est obligatoire."
Severity: #error
Expression: "{{ext:dcc-rcp}}.value.{{ref:HealthcareService}}.count() = 1"

Invariant: dcc-frcp-7
Description: "Composition.status : preliminary, final, amended ou entered-in-error."
Severity: #error
Expression: "status.matches('^(preliminary|final|amended|entered-in-error)$')"

Invariant: dcc-frcp-8
Description: """
  Composition.relatesTo : une version 2 ou plus remplace la précédente (replaces), une version 1 ne
  remplace rien.
"""
Severity: #error
Expression: """
  {{ext:dcc-document-version}}.value.where($this > 1).exists() = relatesTo.where(code='replaces').exists()
"""

Invariant: dcc-frcp-9
Description: """
  Composition.status : une version 1 signée est final, une version 2 ou plus signée est amended.
"""
Severity: #error
Expression: """
  (status = 'final' implies {{ext:dcc-document-version}}.value.all($this = 1)) and (status = 'amended'
    implies {{ext:dcc-document-version}}.value.all($this > 1))
"""

Invariant: dcc-frcp-10
Description: """
  Composition.extension (dcc-amendment-reason) : le motif d’une nouvelle version est obligatoire.
"""
Severity: #error
Expression: """
  {{ext:dcc-document-version}}.value.where($this > 1).exists() implies {{ext:dcc-amendment-reason}}
    .value.exists()
"""

Invariant: dcc-frcp-11
Description: "Composition.category : l’identifiant de la RCP est obligatoire."
Severity: #error
Expression: "category.coding.where(system='{{RCP}}').exists()"

Invariant: dcc-frcp-12
Description: "Composition.category : l’appareil ou le thème de soins est obligatoire."
Severity: #error
Expression: "category.coding.{{appareil}}.exists() or category.coding.{{topic}}.exists()"

Invariant: dcc-frcp-13
Description: """
  Composition.category : la thématique régionale (dcc-thematic) est obligatoire, une seule fois.
"""
Severity: #error
Expression: """
  category.coding.where(system='{{THEMATIC}}').where(code.matches('^{{codes:THEMATIC}}$')).count() = 1
    and category.coding.where(system='{{THEMATIC}}').count() = 1
"""

Invariant: dcc-frcp-14
Description: "Composition.subject : le patient est obligatoire."
Severity: #error
Expression: "subject.{{ref:Patient}}.exists()"

Invariant: dcc-frcp-15
Description: "Composition.encounter : le passage en RCP est obligatoire."
Severity: #error
Expression: "encounter.{{ref:Encounter}}.exists()"

Invariant: dcc-frcp-16
Description: """
  Composition.author : le médecin demandeur (PractitionerRole), auteur de la fiche, est obligatoire.
"""
Severity: #error
Expression: "author.{{ref:PractitionerRole}}.exists()"

Invariant: dcc-frcp-17
Description: """
  Composition.title : le titre commence par « FRCP » et nomme le réseau, le 3C et la RCP, séparés par « /
  ».
"""
Severity: #error
Expression: "title.matches('^FRCP .+ / .+ / .+$')"

Invariant: dcc-frcp-18
Description: "Composition.confidentiality : N, R ou V."
Severity: #error
Expression: "confidentiality.matches('^(N|R|V)$')"

Invariant: dcc-frcp-19
Description: "Composition.custodian : l’établissement qui conserve la fiche est obligatoire."
Severity: #error
Expression: "custodian.{{ref:Organization}}.exists()"

Invariant: dcc-frcp-20
Description: """
  Composition.section.code : chaque section porte son code LOINC et son modèle CI-SIS (urn:oid), de la
  liste des sections de la fiche.
"""
Severity: #error
Expression: """
  section.all(code.coding.where(system='http://loinc.org').count() = 1
    and code.coding.where(system='{{URI}}').count() = 1) and section.all({{sectionPair}})
"""

Invariant: dcc-frcp-21
Description: """
  Composition.section : seule la conclusion de génétique moléculaire peut figurer plusieurs fois.
"""
Severity: #error
Expression: """
  section.where(code.coding.where(system='{{URI}}').where(code='{{template:molecular}}').empty())
    .select(code.coding.where(system='{{URI}}').code & '|' & code.coding
    .where(system='{{CISIS}}').code).isDistinct()
"""

Invariant: dcc-frcp-22
Description: "Composition.section.title : chaque section a un titre."
Severity: #error
Expression: "section.all(title.exists())"

Invariant: dcc-frcp-23
Description: "Composition.section.text : chaque section a un texte."
Severity: #error
Expression: "section.all(text.exists())"

Invariant: dcc-frcp-24
Description: """
  Composition.section.text.status : additional (texte de l’auteur) ou generated (texte tiré des données).
"""
Severity: #error
Expression: "section.text.all(status.matches('^(additional|generated)$'))"

Invariant: dcc-frcp-25
Description: """
  Composition.section.emptyReason : une section sans donnée ni texte de l’auteur dit pourquoi (raison
  codée).
"""
Severity: #error
Expression: """
  section.where(entry.empty() and text.status = 'generated' and code.coding.where(system='{{URI}}')
    .where(code='{{template:status}}').empty()).all(emptyReason.coding.code.exists())
"""

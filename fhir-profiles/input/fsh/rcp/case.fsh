Profile: DccRcpCase
Parent: Encounter
Id: dcc-rcp-case
Title: "Passage d’un dossier en RCP"
Description: "Présentation d’un patient dans une séance : discutée ou enregistrée, avec le demandeur et le médecin traitant."
* insert Active
* insert Imposes(fr-core-encounter)
* obeys dcc-case-1 and dcc-case-2 and dcc-case-3 and dcc-case-4 and dcc-case-5 and dcc-case-6
* obeys dcc-case-7 and dcc-case-8 and dcc-case-9 and dcc-case-10 and dcc-case-11 and dcc-case-12
* obeys dcc-case-13 and dcc-case-14 and dcc-case-15 and dcc-case-16
* identifier.type 1..1
* identifier.system 1..1
* identifier.value 1..1
* extension contains DccAgenda named agenda 0..1 and DccRcp named rcp 0..1 and
    DccRequesterOrganization named requesterOrganization 0..1

Invariant: dcc-case-1
Description: """
  Encounter.type : un passage terminé est discuté (ORG-134) ou enregistré (ORG-128), l’un ou l’autre.
"""
Severity: #error
Expression: """
  status = 'finished' implies type.coding.where(system='{{CISIS}}'
    and code.matches('^{{codes:jdv-statut-cas-presente}}$')).count() = 1
"""

Invariant: dcc-case-2
Description: "Encounter.type : un seul concept, avec le code dcc#rcp-case et l’identifiant de la RCP."
Severity: #error
Expression: """
  type.count() = 1 and type.coding.where(system='{{DCC}}' and code='rcp-case').exists()
    and type.coding.where(system='{{RCP}}').exists()
"""

Invariant: dcc-case-3
Description: "Encounter.type : l’appareil ou le thème de soins est obligatoire."
Severity: #error
Expression: "type.coding.{{appareil}}.exists() or type.coding.{{topic}}.exists()"

Invariant: dcc-case-4
Description: "Encounter.type : la thématique régionale (dcc-thematic) est obligatoire, une seule fois."
Severity: #error
Expression: """
  type.coding.where(system='{{THEMATIC}}').where(code.matches('^{{codes:THEMATIC}}$')).count() = 1
    and type.coding.where(system='{{THEMATIC}}').count() = 1
"""

Invariant: dcc-case-5
Description: "Encounter.class : un passage en RCP est virtuel (VR)."
Severity: #error
Expression: "class.code = 'VR'"

Invariant: dcc-case-6
Description: "Encounter.identifier : un identifiant du passage est obligatoire."
Severity: #error
Expression: "identifier.where(system.exists() and value.exists()).exists()"

Invariant: dcc-case-7
Description: "Encounter.subject : le patient est obligatoire."
Severity: #error
Expression: "subject.{{ref:Patient}}.exists()"

Invariant: dcc-case-8
Description: "Encounter.partOf : la séance est obligatoire."
Severity: #error
Expression: "partOf.{{ref:Encounter}}.exists()"

Invariant: dcc-case-9
Description: "Encounter.basedOn : l’inscription est obligatoire, une seule."
Severity: #error
Expression: "basedOn.{{ref:ServiceRequest}}.count() = 1"

Invariant: dcc-case-10
Description: "Encounter.serviceProvider : l’établissement organisateur est obligatoire."
Severity: #error
Expression: "serviceProvider.{{ref:Organization}}.exists()"

Invariant: dcc-case-11
Description: "Encounter.extension (dcc-rcp) : la RCP du passage est obligatoire."
Severity: #error
Expression: "{{ext:dcc-rcp}}.value.{{ref:HealthcareService}}.count() = 1"

Invariant: dcc-case-12
Description: """
  Encounter.extension (dcc-requester-organization) : l’établissement du demandeur est obligatoire.
"""
Severity: #error
Expression: "{{ext:dcc-requester-organization}}.value.{{ref:Organization}}.count() = 1"

Invariant: dcc-case-13
Description: "Encounter.period.start : la date du passage est obligatoire."
Severity: #error
Expression: "period.start.exists()"

Invariant: dcc-case-14
Description: """
  Encounter.participant : un passage a exactement un médecin demandeur (REF), désigné par son lieu
  d’exercice.
"""
Severity: #error
Expression: """
  participant.where(type.coding.where(code='REF').exists() and individual.{{ref:PractitionerRole}}
    .exists()).count() = 1
"""

Invariant: dcc-case-15
Description: """
  Encounter.participant : un médecin traitant (PCP) est désigné, ou son absence a une raison codée
  (data-absent-reason).
"""
Severity: #error
Expression: """
  participant.where(type.coding.where(code='PCP').exists()).all(individual.reference.exists()
    or individual.extension.where(url='http://hl7.org/fhir/StructureDefinition/data-absent-reason')
    .value.exists())
"""

Invariant: dcc-case-16
Description: """
  Encounter.participant : un avis écrit (CON) porte une présence (dcc-attendance) de mode written-opinion
  et sa spécialité (TRE_R38).
"""
Severity: #error
Expression: """
  participant.where(type.coding.where(code='CON').exists()).all({{ext:dcc-attendance}}
    .where(extension.where(url='mode').value = 'written-opinion' and extension.where(url='specialty')
    .value.{{r38}}.exists()).exists())
"""

// The binding is repeated as an invariant: @medplum/core does not collect codes two backbones deep.
Profile: DccDecision
Parent: CarePlan
Id: dcc-decision
Title: "Proposition thérapeutique de la RCP"
Description: "Ce que la RCP propose : les modalités de traitement, dans l’ordre."
* insert ClinicalEntry
* obeys dcc-dec-1 and dcc-dec-2 and dcc-dec-3 and dcc-dec-4 and dcc-dec-5
* activity.detail.code.coding from https://dcc.example.org/fhir/ValueSet/jdv-type-traitement-frcp (required)

Invariant: dcc-dec-1
Description: "CarePlan.intent : la proposition d’une RCP est de nature proposal."
Severity: #error
Expression: "intent = 'proposal'"

Invariant: dcc-dec-2
Description: "CarePlan.activity : une proposition active a au moins une modalité."
Severity: #error
Expression: "status = 'active' implies activity.detail.exists()"

Invariant: dcc-dec-3
Description: """
  CarePlan.activity.detail.code : chaque modalité est codée (JDV Type de traitement) ou en toutes lettres.
"""
Severity: #error
Expression: "activity.detail.all(code.coding.exists() or code.text.exists())"

Invariant: dcc-dec-4
Description: "CarePlan.activity.detail.code.text : précisez le traitement codé « autre »."
Severity: #error
Expression: """
  activity.detail.where(code.coding.where(code.startsWith('GEN-092')).exists()).all(code.text.exists()
    or description.exists())
"""

Invariant: dcc-dec-5
Description: """
  CarePlan.activity.detail.code : un traitement n’est pas dans la liste nationale (JDV Type de traitement
  FRCP).
"""
Severity: #error
Expression: "activity.detail.code.coding.all(code.matches('^{{codes:jdv-type-traitement-frcp}}$'))"

Profile: DccExam
Parent: ServiceRequest
Id: dcc-exam
Title: "Examen demandé par la RCP"
Description: "Examen complémentaire demandé par la RCP."
* insert ClinicalEntry
* obeys dcc-exa-1 and dcc-exa-2 and dcc-exa-3

Invariant: dcc-exa-1
Description: "ServiceRequest.code : un examen demandé est codé ORG-064."
Severity: #error
Expression: "code.coding.where(system='{{CISIS}}' and code='ORG-064').exists()"

Invariant: dcc-exa-2
Description: "ServiceRequest.code.text : le nom de l’examen est obligatoire."
Severity: #error
Expression: "code.text.exists()"

Invariant: dcc-exa-3
Description: "ServiceRequest.intent : la RCP propose (proposal)."
Severity: #error
Expression: "intent = 'proposal'"

Profile: DccFollowUp
Parent: ServiceRequest
Id: dcc-follow-up
Title: "Passage en RCP de recours ou surveillance"
Description: "Passage demandé en RCP de recours, ou surveillance."
* insert ClinicalEntry
* obeys dcc-fol-1 and dcc-fol-2 and dcc-fol-3

Invariant: dcc-fol-1
Description: "ServiceRequest.code : passage en RCP de recours (ORG-120) ou surveillance (MED-226)."
Severity: #error
Expression: "code.coding.where(system='{{CISIS}}' and code.matches('^(ORG-120|MED-226)$')).count() = 1"

Invariant: dcc-fol-2
Description: "ServiceRequest.intent : la RCP propose (proposal)."
Severity: #error
Expression: "intent = 'proposal'"

Invariant: dcc-fol-3
Description: "ServiceRequest.priority : la priorité est obligatoire."
Severity: #error
Expression: "priority.exists()"

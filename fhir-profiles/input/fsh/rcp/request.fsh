// The motif is an invariant and not a binding: @medplum/core stops collecting codes at the first reasonCode that has
// none, and the reason in words is one.
Profile: DccRcpRequest
Parent: ServiceRequest
Id: dcc-rcp-request
Title: "Inscription en RCP"
Description: "Demande de présentation d’un patient à une RCP, avec son motif et la question posée."
* insert Active
* obeys dcc-req-1 and dcc-req-2 and dcc-req-3 and dcc-req-4 and dcc-req-5 and dcc-req-6
* obeys dcc-req-7 and dcc-req-8 and dcc-req-9 and dcc-req-10 and dcc-req-11

Invariant: dcc-req-1
Description: "ServiceRequest.identifier : le numéro d’inscription (urn:uuid) est obligatoire."
Severity: #error
Expression: "identifier.where(system='{{URI}}' and value.startsWith('urn:uuid:')).exists()"

Invariant: dcc-req-2
Description: "ServiceRequest.category : une inscription est codée dcc#rcp-inscription."
Severity: #error
Expression: "category.coding.where(system='{{DCC}}' and code='rcp-inscription').exists()"

Invariant: dcc-req-3
Description: "ServiceRequest.code : TRE_R213, 39 (RCP) ou 40 (RCP de recours)."
Severity: #error
Expression: "code.coding.{{r213}}.exists()"

Invariant: dcc-req-4
Description: "ServiceRequest.intent : une inscription est une demande (order)."
Severity: #error
Expression: "intent = 'order'"

Invariant: dcc-req-5
Description: "ServiceRequest.subject : le patient est obligatoire."
Severity: #error
Expression: "subject.{{ref:Patient}}.exists()"

Invariant: dcc-req-6
Description: "ServiceRequest.requester : le médecin demandeur (PractitionerRole) est obligatoire."
Severity: #error
Expression: "requester.{{ref:PractitionerRole}}.exists()"

Invariant: dcc-req-7
Description: "ServiceRequest.performer : la RCP demandée (HealthcareService) est obligatoire."
Severity: #error
Expression: "performer.{{ref:HealthcareService}}.count() = 1"

Invariant: dcc-req-8
Description: """
  ServiceRequest.occurrenceDateTime : la date de séance voulue est obligatoire dès que l’inscription est
  envoyée.
"""
Severity: #error
Expression: "status = 'draft' or status = 'revoked' or occurrence.exists()"

Invariant: dcc-req-9
Description: """
  ServiceRequest.reasonCode : le motif codé (MED-235, ORG-114, ORG-115 ou ORG-116) est obligatoire dès que
  l’inscription est envoyée.
"""
Severity: #error
Expression: """
  status = 'draft' or status = 'revoked' or reasonCode.coding.where(system='{{CISIS}}'
    and code.matches('^(MED-235|ORG-114|ORG-115|ORG-116)$')).exists()
"""

Invariant: dcc-req-10
Description: """
  ServiceRequest.note : la question posée à la RCP est obligatoire dès que l’inscription est envoyée.
"""
Severity: #error
Expression: "status = 'draft' or status = 'revoked' or note.text.exists()"

Invariant: dcc-req-11
Description: "ServiceRequest.reasonCode : un motif codé est MED-235, ORG-114, ORG-115 ou ORG-116."
Severity: #error
Expression: """
  reasonCode.coding.all(system='{{CISIS}}' and code.matches('^(MED-235|ORG-114|ORG-115|ORG-116)$'))
"""

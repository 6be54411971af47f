// The shapes of our extensions. @medplum/core does not look inside an extension: what must hold there is repeated
// as an invariant of the resource that carries it.

Extension: DccAttendance
Id: dcc-attendance
Title: "Présence d’un participant et compte dans le quorum"
Description: "Présence d’un participant et compte dans le quorum."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Encounter.participant"
* extension contains mode 1..1 and specialty 0..1 and quorum 1..1
* extension[mode].value[x] only code
* extension[mode].value[x] from https://dcc.example.org/fhir/ValueSet/dcc-attendance-mode (required)
* extension[specialty].value[x] only Coding
* extension[quorum].value[x] only boolean


Extension: DccRcp
Id: dcc-rcp
Title: "RCP du catalogue"
Description: "RCP du catalogue."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Encounter"
* ^context[+].type = #element
* ^context[=].expression = "Composition"
* value[x] 1..1
* value[x] only Reference(HealthcareService)


Extension: Dcc3c
Id: dcc-3c
Title: "3C gestionnaire"
Description: "3C gestionnaire."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "HealthcareService"
* ^context[+].type = #element
* ^context[=].expression = "Encounter"
* ^context[+].type = #element
* ^context[=].expression = "Composition"
* value[x] 1..1
* value[x] only Reference(Organization)


Extension: DccQuorumRule
Id: dcc-quorum-rule
Title: "Règle de quorum applicable : adresse du PlanDefinition et version"
Description: "Règle de quorum applicable : adresse du PlanDefinition et version."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "HealthcareService"
* ^context[+].type = #element
* ^context[=].expression = "Observation"
* value[x] 1..1
* value[x] only canonical


Extension: DccQuorumDefinition
Id: dcc-quorum-definition
Title: "Règle de quorum, en JSON"
Description: "Règle de quorum, en JSON."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "PlanDefinition"
* value[x] 1..1
* value[x] only string


Extension: DccForm
Id: dcc-form
Title: "Questionnaire de la fiche"
Description: "Questionnaire de la fiche."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "HealthcareService"
* value[x] 1..1
* value[x] only canonical


Extension: DccAgenda
Id: dcc-agenda
Title: "Place du dossier dans la séance"
Description: "Place du dossier dans la séance."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Encounter"
* extension contains position 1..1 and minutes 0..1
* extension[position].value[x] only positiveInt
* extension[minutes].value[x] only positiveInt


Extension: DccRequesterOrganization
Id: dcc-requester-organization
Title: "Établissement du médecin demandeur"
Description: "Établissement du médecin demandeur."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Encounter"
* value[x] 1..1
* value[x] only Reference(Organization)


Extension: DccLaterality
Id: dcc-laterality
Title: "Latéralité ou précision topographique"
Description: "Latéralité ou précision topographique."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Condition.bodySite"
* value[x] 1..1
* value[x] only CodeableConcept
* value[x] from https://dcc.example.org/fhir/ValueSet/jdv-modificateur-topographique (required)


Extension: DccDocumentVersion
Id: dcc-document-version
Title: "Numéro de version du document (versionNumber du CDA)"
Description: "Numéro de version du document (versionNumber du CDA)."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Composition"
* value[x] 1..1
* value[x] only positiveInt


Extension: DccAmendmentReason
Id: dcc-amendment-reason
Title: "Motif de la nouvelle version"
Description: "Motif de la nouvelle version."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Composition"
* value[x] 1..1
* value[x] only string

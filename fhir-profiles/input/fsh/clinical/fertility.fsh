// The answer to the prompt on fertility (spec/product.md section 14). It hangs on the case, not on the fiche: the CDA of
// a fiche has no place for it.
Profile: DccFertility
Parent: Observation
Id: dcc-fertility
Title: "Préservation de la fertilité : réponse"
Description: "Préservation de la fertilité proposée, réalisée, non indiquée, refusée ou non renseignée."
* insert ClinicalEntry
* obeys dcc-fer-1 and dcc-fer-2
* code = $DCC-CS#fertility
* value[x] only CodeableConcept
* value[x] from https://dcc.example.org/fhir/ValueSet/dcc-fertility (required)

Invariant: dcc-fer-1
Description: """
  Observation.value : la réponse est obligatoire (proposed, done, not-indicated, refused, not-documented).
"""
Severity: #error
Expression: "value.exists()"

Invariant: dcc-fer-2
Description: "Observation.note : dites pourquoi la préservation n’est pas indiquée."
Severity: #error
Expression: "value.coding.where(code='not-indicated').exists() implies note.text.exists()"

Profile: DccFertilityRequest
Parent: ServiceRequest
Id: dcc-fertility-request
Title: "Préservation de la fertilité demandée"
Description: "Demande de préservation de la fertilité (C71326 ou MED-051), faite pour un passage en RCP."
* insert ClinicalEntry
* obeys dcc-fre-1
* code from https://dcc.example.org/fhir/ValueSet/dcc-fertility-request (required)

Invariant: dcc-fre-1
Description: "ServiceRequest.authoredOn : la date de la demande est obligatoire."
Severity: #error
Expression: "authoredOn.exists()"

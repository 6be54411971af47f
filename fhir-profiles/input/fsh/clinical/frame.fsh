Profile: DccReferentiel
Parent: Observation
Id: dcc-referentiel
Title: "Conformité au référentiel"
Description: "Conformité de la proposition à un référentiel de pratique."
* insert ClinicalEntry
* obeys dcc-ref-1 and dcc-ref-2 and dcc-ref-3
* code = $CISIS#MED-249
* value[x] only CodeableConcept
* value[x] from https://dcc.example.org/fhir/ValueSet/dcc-conformity (required)

Invariant: dcc-ref-1
Description: """
  Observation.value : la conformité au référentiel est obligatoire (conform, deviating, no-referentiel,
  not-documented).
"""
Severity: #error
Expression: "value.exists()"

Invariant: dcc-ref-2
Description: "Observation.value.text : le nom du référentiel suivi ou écarté est obligatoire."
Severity: #error
Expression: "value.coding.where(code.matches('^(conform|deviating)$')).exists() implies value.text.exists()"

Invariant: dcc-ref-3
Description: "Observation.note : une proposition hors référentiel est motivée."
Severity: #error
Expression: "value.coding.where(code='deviating').exists() implies note.text.exists()"

Profile: DccTrial
Parent: Observation
Id: dcc-trial
Title: "Proposition d’inclusion dans un essai clinique"
Description: "Un essai clinique est-il proposé."
* insert ClinicalEntry
* obeys dcc-tri-1
* code = $CISIS#MED-250
* value[x] only CodeableConcept
* value[x] from https://dcc.example.org/fhir/ValueSet/dcc-yes-no (required)

Invariant: dcc-tri-1
Description: "Observation.value : dites si un essai clinique est proposé (yes ou no)."
Severity: #error
Expression: "value.exists()"

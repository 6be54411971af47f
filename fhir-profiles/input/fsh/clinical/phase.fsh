Profile: DccPhase
Parent: Observation
Id: dcc-phase
Title: "Phase du cancer"
Description: "Phase initiale ou rechute, avec la date de la rechute."
* insert ClinicalEntry
* obeys dcc-pha-1 and dcc-pha-2
* code = $CISIS#MED-243
* value[x] only CodeableConcept
* value[x] from https://dcc.example.org/fhir/ValueSet/jdv-phase-cancer (required)

Invariant: dcc-pha-1
Description: "Observation.value : la phase du cancer (initiale ou rechute) est obligatoire."
Severity: #error
Expression: "value.exists()"

Invariant: dcc-pha-2
Description: "Observation.effectiveDateTime : la date d’une rechute est obligatoire."
Severity: #error
Expression: "value.coding.where(code='MED-244').exists() implies effective.exists()"

Profile: DccProgression
Parent: Observation
Id: dcc-progression
Title: "Progression du cancer"
Description: "Progression locale, régionale ou à distance."
* insert ClinicalEntry
* obeys dcc-prg-1 and dcc-prg-2 and dcc-prg-3
* code = $CISIS#MED-245
* value[x] only boolean

Invariant: dcc-prg-1
Description: "Observation.value : dites si le cancer progresse."
Severity: #error
Expression: "value.exists()"

Invariant: dcc-prg-2
Description: """
  Observation.component : sans progression, aucune progression locale, régionale ou à distance n’est
  vraie.
"""
Severity: #error
Expression: "value = false implies component.where(value = true).empty()"

Invariant: dcc-prg-3
Description: """
  Observation.component : progression locale (MED-246), régionale (MED-247) ou à distance (MED-248), vraie
  ou fausse.
"""
Severity: #error
Expression: """
  component.all(code.coding.where(system='{{CISIS}}'
    and code.matches('^{{codes:jdv-progression-cancer}}$')).exists() and value is boolean)
"""

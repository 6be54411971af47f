Profile: DccScreening
Parent: Observation
Id: dcc-screening
Title: "Cancer découvert par un dépistage"
Description: "Le cancer a-t-il été découvert par un dépistage."
* insert ClinicalEntry
* obeys dcc-scr-1
* code = $LNC#63921-1
* value[x] only boolean

Invariant: dcc-scr-1
Description: "Observation.value : dites si le cancer a été découvert par un dépistage."
Severity: #error
Expression: "value.exists()"

Profile: DccWishes
Parent: Observation
Id: dcc-wishes
Title: "Souhaits du patient"
Description: "Souhaits exprimés par le patient sur sa prise en charge."
* insert ClinicalEntry
* obeys dcc-wis-1
* code = $LNC#75320-2
* value[x] only string

Invariant: dcc-wis-1
Description: "Observation.value : les souhaits du patient sont obligatoires."
Severity: #error
Expression: "value.exists()"

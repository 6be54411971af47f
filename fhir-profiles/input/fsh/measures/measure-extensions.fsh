// What a Measure of ours says beyond R4 and HL7's own extensions (docs/adr/0007-measures-in-fhirpath.md).

Extension: DccEvaluationUnit
Id: dcc-evaluation-unit
Title: "Unité d’évaluation d’un sous-indicateur : dossier ou séance"
Description: "Ce que représente le Bundle sur lequel les expressions sont évaluées."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Measure.group"
* value[x] only code

Extension: DccReferenceDate
Id: dcc-reference-date
Title: "Date de référence d’une unité d’évaluation"
Description: "Expression FHIRPath qui donne la date, donc le mois (heure de Paris), où l’unité est comptée."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Measure.group"
* value[x] only Expression

Extension: DccDistinctKey
Id: dcc-distinct-key
Title: "Clé d’un compte de valeurs distinctes"
Description: "Expression FHIRPath dont les valeurs distinctes sont comptées, à la place des unités."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Measure.group.population"
* value[x] only Expression

Extension: DccDataRequirement
Id: dcc-data-requirement
Title: "Données qu’un indicateur demande à lire"
Description: "Ressources des dossiers à lire en plus des séances, dossiers, fiches, patients et de l’annuaire."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Measure"
* value[x] only DataRequirement

// What a Measure of ours says beyond R4 and HL7's own extensions (docs/adr/0007-measures-in-fhirpath.md).

Extension: DccEvaluationUnit
Id: dcc-evaluation-unit
Title: "Unité d’évaluation d’un sous-indicateur : dossier, séance ou plan"
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

Extension: DccKeyAxis
Id: dcc-key-axis
Title: "Axe qui répartit les clés, pas les unités"
Description: """
  L’expression de l’axe donne les codes présents dans l’unité. Une clé du numérateur écrite « code/clé » compte dans la
  seule case de son code ; ailleurs, « clé » seule compte. Le dénominateur est celui de la case sans cet axe.
"""
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Measure.group.stratifier"
* ^context[+].type = #element
* ^context[=].expression = "Measure.group.stratifier.component"
* value[x] only boolean

Extension: DccWindow
Id: dcc-window
Title: "Fenêtre glissante d’un sous-indicateur"
Description: "Nombre de mois, le dernier étant celui du rapport, sur lesquels numérateur et dénominateur sont comptés."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Measure.group"
* value[x] only Duration

Extension: DccNotComputable
Id: dcc-not-computable
Title: "Pourquoi un sous-indicateur ne peut pas encore être calculé"
Description: "En français. Le sous-indicateur est publié, ses cases sont NC."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Measure.group"
* value[x] only string

Extension: DccExternalFigure
Id: dcc-external-figure
Title: "Dénominateur chargé de l’extérieur"
Description: "Measure dont les rapports chargés (par établissement et année) donnent le dénominateur."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Measure.group.population"
* value[x] only canonical

Extension: DccTrace
Id: dcc-trace
Title: "Cases où une ressource est comptée"
Description: """
  Populations (sous-indicateur/population) et places (axe=code) de la ressource, séparées par des espaces : ce qui
  mène d’une case d’indicateur aux ressources qui la font.
"""
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "MeasureReport.evaluatedResource"
* value[x] only string

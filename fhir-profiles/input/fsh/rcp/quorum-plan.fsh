// A published version is never edited (spec/product.md 7.3): a change is a new version with its own
// effectivePeriod.
Profile: DccQuorumPlan
Parent: PlanDefinition
Id: dcc-quorum-plan
Title: "Règle de quorum"
Description: "Version publiée d’une règle de quorum ; le texte de la règle est dans l’extension dcc-quorum-definition."
* insert Active
* obeys dcc-plan-1 and dcc-plan-2 and dcc-plan-3 and dcc-plan-4 and dcc-plan-5
* extension contains DccQuorumDefinition named definition 0..1

Invariant: dcc-plan-1
Description: "PlanDefinition.url : l’adresse de la règle est obligatoire."
Severity: #error
Expression: "url.exists()"

Invariant: dcc-plan-2
Description: "PlanDefinition.version : la version de la règle est obligatoire."
Severity: #error
Expression: "version.exists()"

Invariant: dcc-plan-3
Description: "PlanDefinition.effectivePeriod.start : le début de validité de la règle est obligatoire."
Severity: #error
Expression: "effectivePeriod.start.exists()"

Invariant: dcc-plan-4
Description: "PlanDefinition.extension (dcc-quorum-definition) : le texte JSON de la règle est obligatoire."
Severity: #error
Expression: "{{ext:dcc-quorum-definition}}.value.count() = 1"

Invariant: dcc-plan-5
Description: "PlanDefinition.type : une règle de quorum est de type workflow-definition."
Severity: #error
Expression: "type.coding.where(code='workflow-definition').exists()"

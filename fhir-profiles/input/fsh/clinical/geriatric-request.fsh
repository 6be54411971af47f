// What is asked is a fact of its own: indicator Q5 counts requests and results apart.
Profile: DccGeriatricRequest
Parent: ServiceRequest
Id: dcc-geriatric-request
Title: "Score G8 ou évaluation oncogériatrique demandés"
Description: "Demande d’un score G8 ou d’une évaluation oncogériatrique (EGA), faite pour un passage en RCP."
* insert ClinicalEntry
* obeys dcc-gre-1 and dcc-gre-2 and dcc-gre-3

Invariant: dcc-gre-1
Description: "ServiceRequest.code : score G8 (g8-request) ou évaluation oncogériatrique (ega-request)."
Severity: #error
Expression: "code.coding.where(system='{{DCC}}' and code.matches('^(g8-request|ega-request)$')).count() = 1"

Invariant: dcc-gre-2
Description: "ServiceRequest.authoredOn : la date de la demande est obligatoire."
Severity: #error
Expression: "authoredOn.exists()"

Invariant: dcc-gre-3
Description: "ServiceRequest.requester : le professionnel qui demande (PractitionerRole) est obligatoire."
Severity: #error
Expression: "requester.{{ref:PractitionerRole}}.exists()"

Profile: DccEga
Parent: Observation
Id: dcc-ega
Title: "Évaluation oncogériatrique réalisée"
Description: "L’évaluation oncogériatrique (EGA) a été faite : sa date et sa conclusion en toutes lettres."
* insert ClinicalEntry
* obeys dcc-ega-1 and dcc-ega-2
* code = $DCC-CS#ega
* value[x] only string

Invariant: dcc-ega-1
Description: "Observation.effectiveDateTime : la date de l’évaluation est obligatoire."
Severity: #error
Expression: "effective.exists()"

Invariant: dcc-ega-2
Description: "Observation.value : la conclusion de l’évaluation est obligatoire."
Severity: #error
Expression: "value.exists()"

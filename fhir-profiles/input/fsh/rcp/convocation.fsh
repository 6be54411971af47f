// The invitation to a session, and one answer per person as a resource of its own: who answers may write
// nothing else, and two people answering together cannot overwrite each other (ADR 14).
Profile: DccConvocation
Parent: Appointment
Id: dcc-convocation
Title: "Convocation à une séance de RCP"
Description: "Qui est convoqué, quand et où ; une par séance. Les réponses sont des dcc-convocation-response."
* insert Active
* insert Imposes(fr-core-appointment)
* obeys dcc-conv-1 and dcc-conv-2 and dcc-conv-3 and dcc-conv-4
* extension contains DccConvocationSequence named sequence 0..1 and DccSessionPlan named plan 0..1

Invariant: dcc-conv-1
Description: "Appointment.identifier : le numéro de la séance convoquée est obligatoire."
Severity: #error
Expression: "identifier.where(system.endsWith('/convocation') and value.exists()).count() = 1"

Invariant: dcc-conv-2
Description: "Appointment.supportingInformation : la séance (Encounter) est obligatoire, une seule."
Severity: #error
Expression: "supportingInformation.{{ref:Encounter}}.count() = 1"

Invariant: dcc-conv-3
Description: "Appointment.start : le début et la fin (end) sont obligatoires, dans cet ordre."
Severity: #error
Expression: "start.exists() and end.exists() and start <= end"

Invariant: dcc-conv-4
Description: "Appointment.participant.actor : une personne est convoquée par son lieu d’exercice (PractitionerRole)."
Severity: #error
Expression: "participant.all(actor.{{ref:PractitionerRole}}.exists())"

Extension: DccConvocationSequence
Id: dcc-convocation-sequence
Title: "Rang d’envoi d’une convocation"
Description: "Combien de fois la convocation a été renvoyée (SEQUENCE d’iCalendar)."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Appointment"
* value[x] 1..1
* value[x] only integer

Profile: DccConvocationResponse
Parent: AppointmentResponse
Id: dcc-convocation-response
Title: "Réponse à une convocation"
Description: "Comment une personne viendra (présent, visio, excusé), jusqu’à quelle heure, pour l’heure indiquée."
* insert Active
* obeys dcc-answer-1 and dcc-answer-2
* extension contains DccConvocationAnswer named answer 0..1

Invariant: dcc-answer-1
Description: "AppointmentResponse.extension (dcc-convocation-answer) : la réponse est present, visio ou excused."
Severity: #error
Expression: """
  {{ext:dcc-convocation-answer}}.extension.where(url='mode').value.where($this.matches('^(present|visio|excused)$'))
    .count() = 1
"""

Invariant: dcc-answer-2
Description: "AppointmentResponse.actor : la personne répond par son lieu d’exercice (PractitionerRole)."
Severity: #error
Expression: "actor.{{ref:PractitionerRole}}.exists()"

Extension: DccConvocationAnswer
Id: dcc-convocation-answer
Title: "Réponse d’une personne convoquée"
Description: "Présent, en visio ou excusé ; heure de départ si elle part avant la fin."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "AppointmentResponse"
* extension contains mode 1..1 and leavesAt 0..1
* extension[mode].value[x] only code
* extension[leavesAt].value[x] only dateTime

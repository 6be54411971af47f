// When an RCP meets (ADR 14). Recurrence, exceptions and hours are FR Core's own availability extension; what
// FR Core has no place for (clock, holidays, places, closing of inscriptions, video link) is in our two
// extensions.
Profile: DccRcpCalendar
Parent: Schedule
Id: dcc-rcp-calendar
Title: "Calendrier d’une RCP"
Description: "Récurrence des séances d’une RCP, jours fériés, exceptions, places et clôture des inscriptions."
* insert Active
* insert Imposes(fr-core-schedule)
* obeys dcc-cal-1 and dcc-cal-2 and dcc-cal-3 and dcc-cal-4
* extension contains DccCalendar named calendar 0..1 and DccSessionPlan named plan 0..1

Invariant: dcc-cal-1
Description: "Schedule.identifier : la série du calendrier est obligatoire."
Severity: #error
Expression: "identifier.where(system.endsWith('/calendar') and value.exists()).count() = 1"

Invariant: dcc-cal-2
Description: "Schedule.actor : un calendrier est celui d’une seule RCP du catalogue."
Severity: #error
Expression: "actor.count() = 1 and actor.{{ref:HealthcareService}}.count() = 1"

Invariant: dcc-cal-3
Description: "Schedule.planningHorizon.start : la première date est obligatoire."
Severity: #error
Expression: "planningHorizon.start.exists()"

Invariant: dcc-cal-4
Description: "Schedule.extension (dcc-calendar) : le fuseau, les jours fériés et la durée sont obligatoires."
Severity: #error
Expression: """
  {{ext:dcc-calendar}}.where(extension.where(url='zone').exists() and extension.where(url='holidays').exists()
    and extension.where(url='minutes').value > 0).count() = 1
"""

Extension: DccCalendar
Id: dcc-calendar
Title: "Horloge, jours fériés et durée d’un calendrier"
Description: "Horloge, jours fériés et durée d’un calendrier de RCP."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Schedule"
* extension contains zone 1..1 and holidays 1..1 and onHoliday 1..1 and minutes 1..1
* extension[zone].value[x] only string
* extension[holidays].value[x] only code
* extension[onHoliday].value[x] only code
* extension[minutes].value[x] only integer

Extension: DccSessionPlan
Id: dcc-session-plan
Title: "Places, clôture des inscriptions, salle et lien de visioconférence"
Description: "Sur un calendrier : ce que ses séances reçoivent. Sur une séance ou une convocation : les siens."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "Schedule"
* ^context[+].type = #element
* ^context[=].expression = "Encounter"
* ^context[+].type = #element
* ^context[=].expression = "Appointment"
* extension contains places 0..1 and closesHoursBefore 0..1 and room 0..1 and video 0..1
* extension[places].value[x] only integer
* extension[closesHoursBefore].value[x] only integer
* extension[room].value[x] only string
* extension[video].value[x] only url

Extension: DccRcpMember
Id: dcc-rcp-member
Title: "Participant habituel d’une RCP"
Description: "Qui est convoqué à chaque séance de la RCP, et qui peut la diriger."
* insert Active
* ^context[+].type = #element
* ^context[=].expression = "HealthcareService"
* extension contains role 1..1 and leads 1..1
* extension[role].value[x] only Reference(PractitionerRole)
* extension[leads].value[x] only boolean

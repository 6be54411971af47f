Profile: DccCareTeam
Parent: CareTeam
Id: dcc-care-team
Title: "Correspondants du patient"
Description: "Correspondants qui reçoivent la fiche (participants CON du CDA)."
* insert Active
* obeys dcc-team-1 and dcc-team-2

Invariant: dcc-team-1
Description: "CareTeam.subject : le patient est obligatoire."
Severity: #error
Expression: "subject.{{ref:Patient}}.exists()"

Invariant: dcc-team-2
Description: """
  CareTeam.participant : chaque correspondant a la fonction CORRE et un lieu d’exercice
  (PractitionerRole).
"""
Severity: #error
Expression: """
  participant.all(role.coding.where(system='{{R258}}' and code='CORRE').exists()
    and member.{{ref:PractitionerRole}}.exists())
"""

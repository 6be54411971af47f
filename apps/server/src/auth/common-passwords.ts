/**
 * Words that head every published list of leaked passwords, French and English, and those that a tumour board
 * would think of first. Folded (lower case, no accent); the longest first, as they are taken out in this order.
 * Short ones would refuse good phrases: four letters at least.
 */
export const COMMON_PASSWORDS: readonly string[] = `
motdepasse mdp monmotdepasse password passwort passw pass secret admin administrateur administrator root user
utilisateur welcome bienvenue bonjour bonsoir salut coucou hello iloveyou jetaime jtm loulou doudou chouchou
cheri cherie amour mamour princesse princess soleil sunshine fleur etoile star lapin chaton minou chat chien
dragon monkey tigre tiger panda licorne unicorn pokemon naruto batman superman spiderman starwars football
foot psgpsg marseille paris lyon bordeaux toulouse nantes lille nice rennes strasbourg france bretagne corse
allezlom liverpool chelsea arsenal barcelona realmadrid juventus zidane baseball basketball hockey rugby
michael jordan charlie thomas nicolas julien alexandre camille marine pauline charlotte caroline isabelle
stephanie valerie sandrine nathalie sebastien frederic christophe philippe olivier vincent maxime antoine
daniel george ashley jessica jennifer michelle master killer shadow hunter buster soccer harley ranger
computer ordinateur internet windows google facebook samsung iphone azerty azertyuiop qwerty qwertyuiop
qsdfghjklm asdfghjkl wxcvbn zxcvbn letmein trustno login changeme changezmoi achanger default test testtest
demo demonstration formation provisoire temporaire temp hopital hospital clinique chu chru centre cancer
oncologie oncology cancerologie tumeur docteur doctor medecin medecine infirmier infirmiere secretaire
secretariat patient sante health rcp dossier service janvier fevrier mars avril juin juillet aout septembre
octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche printemps automne hiver summer
winter spring autumn maman papa famille family bisous chocolat nutella fromage cheval voiture ferrari porsche
mercedes peugeot renault citroen money argent freedom liberte whatever nothing access mustang cookie banana
orange vanille pepper ginger matrix ninja azer qwer abcd abc
`
  .trim()
  .split(/\s+/)
  .filter((word) => word.length >= 4)
  .sort((a, b) => b.length - a.length);

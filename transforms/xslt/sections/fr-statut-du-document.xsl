<?xml version="1.0" encoding="UTF-8"?>
<!-- 20. FR-Statut-du-document (1.2.250.1.213.1.1.2.35): derived from the Composition, never stored. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- Composition.status and the case to JDV_StatutDocument (spec/fhir-model.md 4.7). "Clôturé" is a state of
       the sending, which a document that leaves cannot know. -->
  <xsl:variable name="document-status" as="xs:string*" select="
    if ($composition/status/@value = ('final', 'amended')) then ('9571008', 'approuvé')
    else if ($case/status/@value = 'finished') then ('398166005', 'réalisé')
    else ('385651009', 'en cours d''exécution')"/>

  <xsl:template name="fr-statut-du-document">
    <xsl:variable name="section" select="dcc:section('35')[1]"/>
    <xsl:variable name="date" select="
      ($composition/attester[mode/@value = 'legal']/time/@value, $composition/date/@value)[1]"/>
    <xsl:variable name="comment" select="
      $composition/extension[@url = $ext-amendment-reason]/valueString/@value/string()[. ne '']"/>
    <section>
      <templateId root="1.2.250.1.213.1.1.2.35"/>
      <xsl:call-template name="section-head">
        <xsl:with-param name="arc" select="'20'"/>
        <xsl:with-param name="code" select="'33557-0'"/>
        <xsl:with-param name="display" select="'Etat d''achèvement'"/>
        <xsl:with-param name="title" select="'Statut du document'"/>
      </xsl:call-template>
      <text>
        <table border="0">
          <tbody>
            <xsl:sequence select="dcc:row('Statut du document', 'statut-document', $document-status[2])"/>
            <xsl:sequence select="dcc:row('Date du statut du document', (), dcc:date-fr($date))"/>
            <xsl:sequence select="dcc:row('Motif de la nouvelle version', 'commentaire-document', $comment)"/>
          </tbody>
        </table>
        <xsl:call-template name="author-words">
          <xsl:with-param name="section" select="$section"/>
        </xsl:call-template>
      </text>
      <entry>
        <observation classCode="OBS" moodCode="EVN">
          <xsl:call-template name="simple-observation">
            <xsl:with-param name="arc" select="'20.1'"/>
            <xsl:with-param name="code" select="'GEN-065'"/>
            <xsl:with-param name="display" select="'Statut du document'"/>
            <xsl:with-param name="reference" select="'statut-document'"/>
            <xsl:with-param name="date" select="$date"/>
            <xsl:with-param name="template" select="'1.2.250.1.213.1.1.3.48.16'"/>
          </xsl:call-template>
          <value xsi:type="CD" code="{$document-status[1]}" displayName="{$document-status[2]}"
            codeSystem="2.16.840.1.113883.6.96" codeSystemName="SNOMED_CT"/>
          <xsl:call-template name="comment">
            <xsl:with-param name="text" select="$comment"/>
            <xsl:with-param name="arc" select="'20.2'"/>
            <xsl:with-param name="reference" select="'commentaire-document'"/>
          </xsl:call-template>
        </observation>
      </entry>
    </section>
  </xsl:template>

</xsl:stylesheet>

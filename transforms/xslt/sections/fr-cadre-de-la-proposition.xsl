<?xml version="1.0" encoding="UTF-8"?>
<!-- 18. FR-Cadre-de-la-proposition-therapeutique (1.2.250.1.213.1.1.2.175): référentiel, trial. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="fr-cadre-de-la-proposition">
    <xsl:variable name="section" select="dcc:section('175')"/>
    <xsl:variable name="entries" select="dcc:entries($section)"/>
    <xsl:variable name="referentiel" select="dcc:with-code($entries, ('MED-249', 'referentiel'))[1]"/>
    <xsl:variable name="trial" select="dcc:with-code($entries, 'MED-250')[1]"/>
    <xsl:variable name="trial-code" select="$trial/valueCodeableConcept/coding/code/@value"/>
    <xsl:variable name="comment" select="
      string-join(($referentiel ! dcc:notes(.), $trial ! dcc:notes(.)), '&#10;')[. ne '']"/>
    <section>
      <templateId root="1.2.250.1.213.1.1.2.175"/>
      <xsl:call-template name="section-head">
        <xsl:with-param name="arc" select="'18'"/>
        <xsl:with-param name="code" select="'35510-7'"/>
        <xsl:with-param name="display" select="'Essais cliniques - Informations générales'"/>
        <xsl:with-param name="title" select="'Cadre de la proposition thérapeutique'"/>
      </xsl:call-template>
      <text>
        <table border="0">
          <tbody>
            <xsl:sequence select="dcc:row('Référentiel de pratique clinique', 'referentiel',
              dcc:referentiel-text($referentiel))"/>
            <xsl:sequence select="dcc:row('Proposition d''inclusion dans un essai clinique', 'essai-clinique',
              dcc:value-text($trial))"/>
            <xsl:sequence select="dcc:row('Commentaires / Précisions', 'commentaire-cadre', $comment)"/>
          </tbody>
        </table>
        <xsl:call-template name="author-words">
          <xsl:with-param name="section" select="$section"/>
        </xsl:call-template>
      </text>
      <entry>
        <observation classCode="OBS" moodCode="EVN">
          <xsl:call-template name="simple-observation">
            <xsl:with-param name="resource" select="$referentiel"/>
            <xsl:with-param name="arc" select="'18.1'"/>
            <xsl:with-param name="code" select="'MED-249'"/>
            <xsl:with-param name="display" select="'Recommandation/référentiel de pratique clinique'"/>
            <xsl:with-param name="reference" select="'referentiel'"/>
            <xsl:with-param name="date" select="dcc:when($referentiel)"/>
          </xsl:call-template>
          <xsl:call-template name="original-text">
            <xsl:with-param name="reference" select="'referentiel'"/>
            <xsl:with-param name="observation" select="$referentiel"/>
          </xsl:call-template>
        </observation>
      </entry>
      <entry>
        <observation classCode="OBS" moodCode="EVN">
          <xsl:call-template name="simple-observation">
            <xsl:with-param name="resource" select="$trial"/>
            <xsl:with-param name="arc" select="'18.2'"/>
            <xsl:with-param name="code" select="'MED-250'"/>
            <xsl:with-param name="display" select="'Proposition d''inclusion dans un essai clinique'"/>
            <xsl:with-param name="reference" select="'essai-clinique'"/>
            <xsl:with-param name="date" select="dcc:when($trial)"/>
          </xsl:call-template>
          <!-- FHIR holds dcc#yes or dcc#no, because a boolean cannot be searched (docs/model.md). -->
          <xsl:call-template name="bl">
            <xsl:with-param name="value" select="
              if ($trial-code = 'yes') then 'true' else if ($trial-code = 'no') then 'false' else ()"/>
            <xsl:with-param name="absent" select="dcc:absence($trial)"/>
          </xsl:call-template>
        </observation>
      </entry>
      <xsl:if test="$comment">
        <entry>
          <xsl:call-template name="comment-act">
            <xsl:with-param name="arc" select="'18.3'"/>
            <xsl:with-param name="reference" select="'commentaire-cadre'"/>
            <xsl:with-param name="date" select="(dcc:when($referentiel), dcc:when($trial))[1]"/>
          </xsl:call-template>
        </entry>
      </xsl:if>
    </section>
  </xsl:template>

  <!-- Conforme au référentiel : Référentiel régional sein, version 2026. -->
  <xsl:function name="dcc:referentiel-text" as="xs:string">
    <xsl:param name="referentiel" as="element()?"/>
    <xsl:variable name="value" select="$referentiel/valueCodeableConcept"/>
    <xsl:variable name="words" select="($value/coding/display/@value, $value/text/@value)"/>
    <xsl:sequence select="
      if (exists($words)) then string-join(distinct-values($words), ' : ')
        else dcc:value-text($referentiel)"/>
  </xsl:function>

</xsl:stylesheet>

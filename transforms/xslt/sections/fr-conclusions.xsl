<?xml version="1.0" encoding="UTF-8"?>
<!-- 12, 13, 14. FR-Conclusion-de-CRO (.26), FR-Conclusion-du-CR-ACP (.34), FR-Conclusion-CR-GM (.67). -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="fr-conclusion-de-cro">
    <xsl:for-each select="dcc:section('26')[1]">
      <section>
        <templateId root="1.2.250.1.213.1.1.2.26"/>
        <xsl:call-template name="section-head">
          <xsl:with-param name="arc" select="'12'"/>
          <xsl:with-param name="code" select="'10218-6'"/>
          <xsl:with-param name="display" select="'Note postopératoire'"/>
          <xsl:with-param name="title" select="'Compte rendu opératoire (CRO)'"/>
        </xsl:call-template>
        <xsl:call-template name="conclusion-body">
          <xsl:with-param name="arc" select="'12'"/>
          <xsl:with-param name="id" select="'cro'"/>
          <xsl:with-param name="code" select="'10218-6'"/>
          <xsl:with-param name="display" select="'Note postopératoire'"/>
          <xsl:with-param name="performer" select="'Chirurgien'"/>
        </xsl:call-template>
      </section>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="fr-conclusion-du-cr-acp">
    <xsl:for-each select="dcc:section('34')[1]">
      <section>
        <templateId root="1.2.250.1.213.1.1.2.34"/>
        <xsl:call-template name="section-head">
          <xsl:with-param name="arc" select="'13'"/>
          <xsl:with-param name="code" select="'30954-2'"/>
          <xsl:with-param name="display" select="'Résultats d''examens'"/>
          <xsl:with-param name="title" select="'Compte rendu anatomocytopathologique (CR-ACP)'"/>
        </xsl:call-template>
        <xsl:call-template name="conclusion-body">
          <xsl:with-param name="arc" select="'13'"/>
          <xsl:with-param name="id" select="'cr-acp'"/>
          <xsl:with-param name="code" select="'22637-3'"/>
          <xsl:with-param name="display" select="'Conclusion - Diagnostic'"/>
          <xsl:with-param name="performer" select="'Anatomopathologiste'"/>
        </xsl:call-template>
      </section>
    </xsl:for-each>
  </xsl:template>

  <!-- One component per CR-GM: the caller gives the section. -->
  <xsl:template name="fr-conclusion-cr-gm">
    <xsl:param name="position" required="yes"/>
    <section>
      <templateId root="1.2.250.1.213.1.1.2.67"/>
      <xsl:call-template name="section-head">
        <xsl:with-param name="arc" select="'14.' || $position"/>
        <xsl:with-param name="code" select="'50397-9'"/>
        <xsl:with-param name="display" select="'Génétique moléculaire - Interprétation'"/>
        <xsl:with-param name="title" select="'Compte rendu de génétique moléculaire (CR-GM)'"/>
      </xsl:call-template>
      <xsl:call-template name="conclusion-body">
        <xsl:with-param name="arc" select="'14.' || $position"/>
        <xsl:with-param name="id" select="'cr-gm-' || $position"/>
        <xsl:with-param name="code" select="'22637-3'"/>
        <xsl:with-param name="display" select="'Conclusion - Diagnostic'"/>
        <xsl:with-param name="performer" select="'Biologiste'"/>
      </xsl:call-template>
    </section>
  </xsl:template>

  <!-- text, author, entries and the sub-section of comments; the context is the section of the
       Composition. -->
  <xsl:template name="conclusion-body">
    <xsl:param name="arc" required="yes"/>
    <xsl:param name="id" required="yes"/>
    <xsl:param name="code" required="yes"/>
    <xsl:param name="display" required="yes"/>
    <xsl:param name="performer" required="yes"/>
    <xsl:variable name="section" select="."/>
    <xsl:variable name="conclusions" select="dcc:with-code(dcc:entries($section), $code)"/>
    <xsl:choose>
      <xsl:when test="$conclusions">
        <text>
          <xsl:for-each select="$conclusions">
            <xsl:call-template name="conclusion-narrative">
              <xsl:with-param name="id" select="$id || '-' || position()"/>
              <xsl:with-param name="performer" select="$performer"/>
            </xsl:call-template>
          </xsl:for-each>
          <xsl:call-template name="author-words">
            <xsl:with-param name="section" select="$section"/>
          </xsl:call-template>
        </text>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="plain-text">
          <xsl:with-param name="section" select="$section"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
    <!-- Who entered the conclusion in the fiche, which is not who wrote the report. -->
    <author>
      <time value="{dcc:ts($composition/date/@value)}"/>
      <assignedAuthor>
        <xsl:call-template name="assigned">
          <xsl:with-param name="reference" select="($section/author, $composition/author)[1]"/>
        </xsl:call-template>
      </assignedAuthor>
    </author>
    <xsl:for-each select="$conclusions">
      <xsl:call-template name="conclusion">
        <xsl:with-param name="id" select="$id || '-' || position()"/>
        <xsl:with-param name="code" select="$code"/>
        <xsl:with-param name="display" select="$display"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:variable name="comments" select="string-join($conclusions ! dcc:notes(.), '&#10;')[. ne '']"/>
    <xsl:if test="$comments">
      <component>
        <xsl:call-template name="fr-commentaire-non-code">
          <xsl:with-param name="arc" select="$arc || '.1'"/>
          <xsl:with-param name="title" select="'Commentaires / Précisions'"/>
          <xsl:with-param name="words" select="$comments"/>
        </xsl:call-template>
      </component>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>

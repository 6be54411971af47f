<?xml version="1.0" encoding="UTF-8"?>
<!-- 8. FR-Souhaits-du-patient (1.2.250.1.213.1.1.2.252), new in 2025.01: each wish is a comment act. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="fr-souhaits-du-patient">
    <xsl:variable name="section" select="dcc:section('252')[1]"/>
    <xsl:variable name="wishes" select="dcc:with-code(dcc:entries($section), '75320-2')"/>
    <xsl:if test="$section">
      <section>
        <templateId root="1.2.250.1.213.1.1.2.252"/>
        <xsl:call-template name="section-head">
          <xsl:with-param name="arc" select="'8'"/>
          <xsl:with-param name="code" select="'75320-2'"/>
          <xsl:with-param name="display" select="'Souhaits du patient'"/>
          <xsl:with-param name="title" select="'Souhaits du patient pour sa qualité de vie'"/>
        </xsl:call-template>
        <xsl:choose>
          <xsl:when test="$wishes">
            <text>
              <table border="0">
                <xsl:call-template name="column-heads">
                  <xsl:with-param name="labels" select="'Date', 'Souhait du patient'"/>
                </xsl:call-template>
                <tbody>
                  <xsl:for-each select="$wishes">
                    <tr>
                      <td>{(dcc:date-fr(dcc:when(.)), dcc:null-label('UNK'))[1]}</td>
                      <xsl:sequence select="dcc:cell('souhait-' || position(),
                        string-join((dcc:value-text(.), dcc:notes(.)), '&#10;'))"/>
                    </tr>
                  </xsl:for-each>
                </tbody>
              </table>
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
        <xsl:for-each select="$wishes">
          <entry>
            <xsl:call-template name="comment-act">
              <xsl:with-param name="resource" select="."/>
              <xsl:with-param name="reference" select="'souhait-' || position()"/>
              <xsl:with-param name="date" select="dcc:when(.)"/>
            </xsl:call-template>
          </entry>
        </xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>

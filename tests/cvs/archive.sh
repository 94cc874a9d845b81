#!/bin/bash
# Makes a CVS archive in the folder that is named, with the programs of CVS: two registers with several versions, log
# messages in Latin-1, a binary file, a deleted file, a branch, tags, and keywords.
set -e
export CVSROOT=$1 TZ=UTC
cvs init
mkdir "$CVSROOT/alliances"
mkdir "$1.work"
cd "$1.work"
cvs -Q checkout -d work alliances
cd work

latin1() { iconv -f UTF-8 -t ISO-8859-1; }
# CVS gives files that change in one second one version.
commit() {
    sleep 1.1
    LOGNAME=$1 cvs -Q commit -m "$(echo "$2" | latin1)"
}
register() {
    cat <<END
title: ABC / DMTF Work Register
initiated: 2007
partner:
  organization: abc
originating_committee: alliance
scope: "$1"
benefits: Members of both share one model.
standards:
  - { type: Schema, ap_id: abc_ schema, description: schema, domain: Networking, lead: ABC, ip_policy: DMTF, owner: DMTF, developer: ABC, maintainer: DMTF }
END
}

mkdir xyz abc old
cvs -Q add xyz abc old
echo 'XYZ / DMTF Work Register. Scope: models für Router.' | latin1 >xyz/register.txt
register 'Models für Router.' | latin1 >abc/register.yaml
printf 'GIF89a\000\001\r\n\377$Id$' >logo.gif
echo '$Id$ call Ann' >old/notes.txt
echo approved >'minutes of May.txt'
cvs -Q add xyz/register.txt abc/register.yaml old/notes.txt 'minutes of May.txt'
cvs -Q add -kb logo.gif
commit olga 'Erste Fassung, geprüft von Müller'
cvs -Q tag approved-2008

echo 'Milestones: none.' >>xyz/register.txt
{
    echo '# reviewed'
    register 'Models für Router.'
} | latin1 >abc/register.yaml
commit vera 'Durchgesehen'

cvs -Q tag -b draft-2009
cvs -Q update -r draft-2009
echo 'An idea.' >>xyz/register.txt
commit vera 'An idea on a branch'
cvs -Q update -A

rm old/notes.txt
cvs -Q remove old/notes.txt
commit vera 'The notes are done'

register 'Models für Router und Switches.' | latin1 >abc/register.yaml
echo 'Switches as well.' >>xyz/register.txt
commit vera 'Switches, später mehr'
cvs -Q tag approved-2012

# All of this happened long ago.
find "$CVSROOT/alliances" -name '*,v' -exec chmod u+w {} + -exec sed -i -E 's/^date\t[0-9]{4}/date\t2008/' {} +

#!/bin/sh
# planted: unquoted words, a cd that may fail, an unused variable, a pattern of bash
target=$1
unused=yes
cd /srv/app
rm -rf $target/*
if [[ $target == app ]]; then echo `date`; fi

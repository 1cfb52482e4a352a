#!/bin/bash
echo "listening on ${PORT:-8080}"

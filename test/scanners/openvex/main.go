// Reads an OpenVEX document with go-vex, the library of vexctl, Trivy and Grype, and prints for each line of the input, `VULNERABILITY
// PRODUCT [SUBCOMPONENT]`, the status of the statements that go-vex finds for it. With --make it writes a document of its own instead.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/openvex/go-vex/pkg/vex"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "--make" {
		made := vex.New()
		made.Author = "go-vex"
		made.Statements = []vex.Statement{
			statement("CVE-2021-38561", vex.StatusNotAffected, vex.VulnerableCodeNotInExecutePath),
			statement("CVE-2020-14040", vex.StatusFixed, ""),
			statement("CVE-2022-32149", vex.StatusUnderInvestigation, ""),
			statement("CVE-2022-27664", vex.StatusAffected, ""),
		}
		if _, err := made.GenerateCanonicalID(); err != nil {
			fail(err)
		}
		if err := made.ToJSON(os.Stdout); err != nil {
			fail(err)
		}
		return
	}
	document, err := vex.Open(os.Args[1])
	if err != nil {
		fail(err)
	}
	for _, one := range document.Statements {
		if err := one.Validate(); err != nil {
			fail(err)
		}
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		var found []string
		for _, one := range document.Matches(words[0], words[1], words[2:]) {
			found = append(found, strings.TrimSpace(fmt.Sprint(one.Status, " ", one.Justification)))
		}
		fmt.Printf("%s: %s\n", lines.Text(), strings.Join(found, ", "))
	}
}

func statement(id string, status vex.Status, why vex.Justification) vex.Statement {
	one := vex.Statement{
		Vulnerability: vex.Vulnerability{Name: vex.VulnerabilityID(id)},
		Products:      []vex.Product{{Component: vex.Component{ID: "pkg:oci/app"}}},
		Status:        status,
		Justification: why,
	}
	if status == vex.StatusAffected {
		one.ActionStatement = "update"
	}
	return one
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

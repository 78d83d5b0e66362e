// Command webshop is scanned by the end-to-end tests. Its weaknesses are deliberate: each is one expected finding.
package main

import (
	"fmt"
	"os"
	"os/exec"

	"example.org/webshop/store"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Println("usage: webshop FILE VIEWER")
		return
	}
	order, err := store.Read(os.Args[1])
	if err != nil {
		fmt.Println(err)
		return
	}
	show(os.Args[2], store.Fingerprint(order))
}

func show(viewer, order string) {
	command := exec.Command(viewer, order)
	command.Stdout = os.Stdout
	if err := command.Run(); err != nil {
		fmt.Println(err)
	}
}

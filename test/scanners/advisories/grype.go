// Makes a database of Grype, with Grype's own package, of advisories in the format of OSV: grype FOLDER ADVISORY.json...
// The folder is what Grype calls its cache: the database is in its folder 6.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/afero"

	db "github.com/anchore/grype/grype/db/v6"
)

type advisory struct {
	ID        string    `json:"id"`
	Aliases   []string  `json:"aliases"`
	Summary   string    `json:"summary"`
	Modified  time.Time `json:"modified"`
	Published time.Time `json:"published"`
	Severity  []struct {
		Score string `json:"score"`
	} `json:"severity"`
	Affected []struct {
		Package struct {
			Ecosystem string `json:"ecosystem"`
			Name      string `json:"name"`
		} `json:"package"`
		Ranges []struct {
			Events []map[string]string `json:"events"`
		} `json:"ranges"`
	} `json:"affected"`
	Specific struct {
		Severity string `json:"severity"`
	} `json:"database_specific"`
}

// What Grype calls ecosystems.
var types = map[string]string{"npm": "npm", "Go": "go-module"}

func main() {
	folder := filepath.Join(os.Args[1], "6")
	demand(os.MkdirAll(folder, 0o755))
	writer, err := db.NewWriter(db.Config{DBDirPath: folder})
	demand(err)
	now := time.Now().UTC()
	provider := db.Provider{ID: "github", Version: "1", Processor: "tekwire", DateCaptured: &now}
	demand(writer.AddProvider(provider))
	for _, file := range os.Args[2:] {
		add(writer, &provider, read(file))
	}
	demand(writer.Close())
	// with the indexes that Grype expects, and the checksum that it verifies
	demand(db.Hydrater()(folder))
	digest, err := db.CalculateDBDigest(afero.NewOsFs(), filepath.Join(folder, db.VulnerabilityDBFileName))
	demand(err)
	text, err := json.Marshal(db.ImportMetadata{Digest: digest, ClientVersion: fmt.Sprintf("%d.%d.%d", db.ModelVersion, db.Revision, db.Addition)})
	demand(err)
	demand(os.WriteFile(filepath.Join(folder, db.ImportMetadataFileName), text, 0o644))
}

func read(file string) (one advisory) {
	text, err := os.ReadFile(file)
	demand(err)
	demand(json.Unmarshal(text, &one))
	return one
}

func add(writer db.ReadWriter, provider *db.Provider, one advisory) {
	blob := &db.VulnerabilityBlob{ID: one.ID, Description: one.Summary, Aliases: one.Aliases}
	if word := strings.ToLower(one.Specific.Severity); word != "" {
		blob.Severities = append(blob.Severities, db.Severity{Scheme: db.SeveritySchemeCHML, Value: strings.Replace(word, "moderate", "medium", 1)})
	}
	for _, severity := range one.Severity {
		blob.Severities = append(blob.Severities, db.Severity{Scheme: db.SeveritySchemeCVSS, Value: db.CVSSSeverity{Vector: severity.Score, Version: "3.1"}, Rank: 1})
	}
	handle := &db.VulnerabilityHandle{
		Name: one.ID, Status: db.VulnerabilityActive, PublishedDate: &one.Published, ModifiedDate: &one.Modified,
		ProviderID: provider.ID, Provider: provider, BlobValue: blob,
	}
	demand(writer.AddVulnerabilities(handle))
	for _, affected := range one.Affected {
		kind := types[affected.Package.Ecosystem]
		if kind == "" {
			log.Fatalf("%s: unknown ecosystem %q", one.ID, affected.Package.Ecosystem)
		}
		for _, given := range affected.Ranges {
			fixed := given.Events[len(given.Events)-1]["fixed"]
			demand(writer.AddAffectedPackages(&db.AffectedPackageHandle{
				VulnerabilityID: handle.ID,
				Package:         &db.Package{Name: affected.Package.Name, Ecosystem: kind},
				BlobValue: &db.PackageBlob{CVEs: one.Aliases, Ranges: []db.Range{{
					Version: db.Version{Type: "semver", Constraint: "<" + fixed},
					Fix:     &db.Fix{Version: fixed, State: db.FixedStatus},
				}}},
			}))
		}
	}
}

func demand(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
